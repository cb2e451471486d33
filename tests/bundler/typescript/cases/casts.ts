// as, satisfies, !, <T>x: gone, and what stands on the next line stays a statement of its own.
const a = 1 as number, b = <string>'b', c = { k: 1 } as const, d = [1, 2] satisfies number[];
const e = (a as unknown as { x?: { y?: number } }).x?.y!, f = c!.k!.toFixed!(1)!;
let v: any = { n: 1, f() { return this.n } }, w: any;
(v.n as any) = 2;
(<any>v).n += 1;
v!.n++;
[v.n as any, (w as any)] = [7, 8];
({ n: v.n as number, w: (w satisfies any) } = { n: 9, w: 10 });
for ((v as any).n of [11]) ;
console.log(a, b, c, d, e, f, v.n, w, v.f!(), (v.f as any)());
function r() {
    return <any>
        'returned'
}
function s() { return <T,>(x: T) => x }
const t = a as any
;[1].forEach((x) => console.log('one', x))
const u = a as any
(() => console.log('statement'))()
const q = a satisfies number
`template`.length
const less = a < b.length, shift = (a as number) << 2, cmp = a < 2 && 3 > (2);
const as = 1, satisfies = 2, type = 3, is = 4, of = 5, declare = 6, abstract = 7, namespace = 8, module = 9, readonly = 10;
console.log(as as number, satisfies satisfies number, type, is, of, declare, abstract, namespace, module, readonly);
console.log(r(), s()(1), t, u, q, less, shift, cmp);
let n = v! + 1, m = !v!, neq = v! != 1, eq = v!==1;
console.log(typeof n, m, neq, eq);
const nested = ((a as any) as any as number) + <number><unknown>a;
console.log(nested, (a as number) ? 'yes' : 'no', a as any ?? 1, `${a as any}`);
const keyed = { [a as any]: 1, x: a as any, as: 1, satisfies: 2, get: 3, type: 4 };
console.log(keyed, keyed.as as any, keyed . type!);
if (a as any) console.log('if')
var await1 = async () => (await (Promise.resolve(3) as any)) as number;
await1().then(x => console.log(x!));
label: for (;;) { break label }
