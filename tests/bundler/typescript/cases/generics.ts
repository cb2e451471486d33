// What is a call with types, and what compares.
function f(...xs: any[]): any { return xs.length }
class C<T> { constructor(public t?: T) {} static of<U>(u: U) { return new C<U>(u) } m<V>(v?: V): V | undefined { return v } }
const a: any = Object.assign((x: any) => 'called', { valueOf: () => 5 }), b: any = 3, c: any = 1;
console.log(f<number>(1), f<number, string>(1, 2), f<Array<Array<number>>>(1), f<C<C<number>>>('x'));
console.log(f(a < b, b > (c)), f(a < b, b > c), f(a<b>(c)));
console.log(new C<string>('s').t, new C<string>, new C < number > (1).t, new Map<string, number>().size);
console.log(C.of<string>('x').t, new C().m<number>(1), new C().m?.<number>(2), C?.of<1>(1)?.m<2>(2));
const g = f<string>;
const h = [f<string>, f<number>];
const m = new Map<string, Array<Map<string, number>>>([]);
console.log(g(1, 2), h[0](), m.size, typeof f<string>, (f<string>)(1));
const tag = (s: TemplateStringsArray, ...v: any[]) => s.join('|') + v.length;
console.log(tag<string>`a${1}b`, tag<{ x: 1 }>`c`);
console.log(a < b, a > b, a << b, a >> c, a >>> c, a <= b, a >= b, (a < b) as any > c);
let i = 10; const n = 2;
for (let j = 0; j < i && i > (n); j++) i--;
console.log(i);
const ternary = a ? (b) : (c: any) => c;
const ternary2 = a ? (b, c) : (d: number): number => d;
const ternary3 = a ? (x: number): number => x + 1 : (y: any) => y;
const ternary4 = a ? (b) => (c) : d => d;
const ternary5 = !a ? (x) : (y) => y;
function x() {} function d() {}
console.log(ternary, ternary2, ternary3(1), typeof ternary4, typeof ternary5);
const shift = f<<T>(x: T) => T>(1);
console.log(shift);
const arrowInArgs = f((x: number) => x, async <T>(y: T) => y, <T>(z: T) => z, async (w?: number): Promise<void> => {});
console.log(arrowInArgs);
const async = (x: any) => x;
console.log(async<number>(1), async (2), async < 3);
class D extends C<string> { }
class E<T> extends (C as any)<T> implements Iterable<T>, PromiseLike<T> { [Symbol.iterator](): any {} then(): any {} }
console.log(new D('d').t, typeof E, class<T> extends C<T> {}.name === '', class X<T> {}.name);
