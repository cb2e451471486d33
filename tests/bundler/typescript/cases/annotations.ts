// Types that stand where JavaScript has nothing.
let x: number = 1, y: string | undefined, z!: boolean;
const [a, b]: [number, string] = [1, 'b'];
const { c, d: { e } }: { c: number; d: { e: string } } = { c: 3, d: { e: 'e' } };
function f(this: { k: number }, p: number, q?: string, ...rest: Array<Map<string, Set<number>>>): string {
    return `${this.k} ${p} ${q} ${rest.length}`;
}
function g<T extends { a: 1 } = { a: 1 }, const U = T[]>(t: T, u?: U): t is T { return !!t }
function h(v: unknown): asserts v is string {}
function i(v: unknown): asserts v {}
const arrow = (p: number, q?: number): number => p + (q ?? 0);
const generic = <T,>(t: T): T => t;
const generic2 = <T extends object>(t: T): T => t;
const later = async <T>(t: T): Promise<T> => t;
const later2 = async (t: number): Promise<number> => t + 1;
const gen = function* <T>(t: T): Generator<T> { yield t };
const object = {
    m<T>(t: T): T { return t },
    get p(): number { return 1 },
    set p(v: number) {},
    async *n(this: any, k?: string): AsyncGenerator<string> { yield k! },
    [`comp${1}`]<T>(t: T) { return t },
    async<T>(t: T) { return t },
    get<T>(t: T) { return t },
};
try { throw new Error('x') } catch (err: unknown) { console.log((err as Error).message) }
for (const k of [1, 2] as const) console.log(k);
for (let k = 0 as number; k < 1; k++) console.log(k as any);
for (const k in <any>{ q: 1 }) console.log(k);
var fn: (a: number, ...b: string[]) => void = (a) => console.log(a);
let ctor: new (...args: any[]) => Date = Date, actor: abstract new () => object = Object as any;
let obj: { readonly [key: string]: number; readonly b?: 1 } | { (a: 1): void; new (): void; m?(): void; get x(): 1; set x(v) } = {} as any;
let conditional: true extends infer U extends boolean ? U : never = true;
let mapped: { -readonly [K in keyof { a: 1 } as `x${K}`]-?: { a: 1 }[K] } = { xa: 1 };
let tuple: [first: number, second?: string, ...rest: boolean[]] = [1];
let imported: import('fs').Stats | typeof import('fs') | undefined;
const sym: unique symbol = Symbol('s');
let query: typeof tuple[0] = 1, keys: keyof typeof mapped = 'xa', neg: -1 | 10n | `a${string}b` = -1;
let call: (typeof f)['name'], paren: (string), array: string[][] = [], fnArray: (() => void)[] = [];
let u: | 'a' | 'b' = 'a', n: & object = {};
fn(5);
console.log(x, y, a, b, c, e, arrow(1), arrow(1, 2), generic(7), generic2({}) !== null, u, query, keys, neg);
console.log(f.call({ k: 1 }, 2, 'q', new Map()), f.length, g({ a: 1 }), h(1), i(1));
console.log(object.m(1), object.p, (object as any).comp1(4), object.async(5), object.get(6));
later(1).then(async (v) => { console.log(v, await later2(1), [...gen(9)]); });
