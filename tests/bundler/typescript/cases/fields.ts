// Parameter properties beside fields that are defined, not assigned.
class A { x = 1; constructor(public y: number, private readonly z?: number) { console.log(Object.keys(this).join()) } }
console.log(new A(2, 3));
class B extends A { w = 4; constructor(public override y: number) { super(y); console.log(this.y, this.w) } }
console.log(new B(5));
class C { constructor(readonly a: number, public b: number = a + 1) { } sum() { return this.a + this.b } }
console.log(new C(1).sum());
class D extends C { constructor(public c: number) { console.log('first'); super(c) } }
console.log(new D(3).sum(), new D(3).c);
class E { constructor(public a: number) { "use strict"; console.log(this.a) } }
new E(1);
class F extends E { constructor(public b: number) { const self = (super(2), this); console.log(self.b, this.b) } }
new F(7);
class G extends E { constructor(public b: number) { super(3)
  ;[1].forEach(() => console.log(this.b)) } }
new G(8);
class H extends E { constructor(public b: number) { if (b) super(1); else super(2) } }
console.log(new H(0).a, new H(1).b);
