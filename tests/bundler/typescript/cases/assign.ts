// options: --assign
// useDefineForClassFields: false. Fields are assigned in the constructor, in order.
class Base { constructor() { (this as any).init?.() } set watched(v: any) { console.log('watched', v) } }
const k = 'computed';
class A extends Base {
    undeclared: string;
    plain = 1;
    watched = this.plain + 1;
    static s = 'static'; static t = A.s + '!'; static u: number;
    'quoted key' = 3; 42 = 4; ['lit'] = 5;
    #priv = 6; #bare?: number;
    arrow = () => this.plain;
    obj = { a: 1, b: [this.plain] };
    constructor(public p: number, q?: any) {
        'use strict'
        const early = p;
        super();
        console.log(Object.keys(this).join(), early, this.#priv, this.#bare, this.arrow());
    }
    method() { return this.#priv }
}
const a: any = new A(9);
console.log(a.p, a['quoted key'], a[42], a.lit, A.s, A.t, Object.keys(A).join(), 'u' in A, 'undeclared' in a, JSON.stringify(a.obj));
class NoConstructor { x = 1; y = this.x + 1 }
console.log(new NoConstructor().y);
class Derived extends NoConstructor { z = this.y + 1; f = function () { return 1 } }
console.log(new Derived().z);
class Args extends Array<number> { tag = 'tag' }
console.log(new Args(1, 2, 3).length, new Args(1, 2).tag);
class Param { constructor(private x: number) { console.log('body', this.x) } }
new Param(4);
class Order { y = this.x + 1; constructor(public x: number) { console.log('y', this.y) } }
new Order(1);
const E = class { v = 1; static w = 2 };
console.log(new E().v, E.w);
class Asi { a = 1
  b = 2;
  ['c'] = 3;
  *gen() { yield this.a + this.b + (this as any).c }
  static
  d = 4 }
console.log([...new Asi().gen()], (Asi as any).d);
class Empty { a: string; b?: number; constructor() { } }
console.log(Object.keys(new Empty()).length);
class Both { constructor(public a = 1, readonly b = 2) { } c = this.a + this.b }
console.log(new Both().c, Object.keys(new Both()).join());
class Obj { o: any; n = null as any; m = <any>1; fn? = async <T,>(x: T) => x }
console.log(Object.keys(new Obj()).join());
