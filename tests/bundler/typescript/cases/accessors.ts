// Accessors without decorators, private and computed ones; words of members as names.
@dec class A { @dec m() {} accessor x = 1; static accessor y; @dec #p = 2; @dec accessor ['a' + 'b'] = 3; show() { return [this.x, A.y, this.#p, this.ab] } }
function dec(v, c) { console.log(c.kind, c.name) }
console.log(new A().show());
const B = class { accessor z = 5; accessor [`k${1}`] = 6 };
console.log(new B().z, new B().k1);
export default @dec class { @dec static s = 1 }
class C { get
x() {} static async *gen() {} 'use strict'; accessor
a = 1 }
console.log(Object.keys(new C()).join());
