// Namespaces become functions; what they export lives on an object.
namespace Types { export interface I { } export type T = I; interface J { } }
namespace Empty { }
namespace N {
    export const a = 1, b: number = a + 1;
    export let counter = 0, unset: string;
    const hidden = 3;
    export function next() { counter++; counter += 1; return counter }
    export class K { v = a }
    export enum E { X = 4, Y = a }
    export const { p, q: [r, ...s], t = a } = { p: 1, q: [2, 3, 4] } as any;
    export const [u, , w = hidden]: any[] = [5];
    export namespace Deep { export const z = a + 10; console.log(z, a, next === N.next) }
    export import Alias = Deep.z;
    import Local = Deep;
    export function shorthand() { return { a, counter, hidden } }
    export async function later() { return a }
    export abstract class Abs { }
    export declare const ambient: number;
    export function over(): void; export function over(x?: number) { return typeof x }
    export var fn = function () { return this === undefined || this === N };
    console.log(Local.z, Alias, typeof a, p, r, s, t, u, w, hidden, fn());
    ({ counter } = { counter: 40 });
    [counter] = [counter + 1];
    for (counter of [42]);
    { let a = 'shadow'; console.log(a, ((counter: string) => counter)('inner')) }
}
namespace N { export const more = a + counter; console.log(next(), K.name, E.X) }
console.log(N.a, N.b, N.counter, N.next(), N.counter, new N.K().v, N.E.Y, N.p, N.r, N.s, N.t, N.u, N.w, N.Deep.z, N.Alias, N.more, 'hidden' in N, 'Local' in N);
console.log(N.shorthand(), N.over(), N.fn());
namespace A.B.C { export const x = 'abc' }
namespace A.B { export const y = C.x + 'y' }
console.log(A.B.C.x, A.B.y);
module Old { export const x = 1 }
console.log(Old.x);
function F() { return F.defaults } namespace F { export const defaults = 'fd' }
class G { static m() { return G.extra } } namespace G { export let extra = 'ge' }
enum H { A } namespace H { export function parse(s: string) { return s as any as H } }
console.log(F(), G.m(), H.parse('p'), H.A);
export namespace X { export const v = 1 } export namespace X { export const w = v + 1 }
console.log(X.w);
declare namespace Gone { const x: number } declare module 'gone' { export const y: number } declare global { interface Window { } var foo: string }
declare module "short";
namespace Dot { export namespace Dot { export const v = 'inner dot' } console.log(Dot.v) }
var namespace = 1, module: any = 2, declare = 3
namespace
module
declare
console.log(Dot.Dot.v, namespace, module, declare);
import Short = A.B.C;
import Unused = Types.I;
export import Pub = A.B;
console.log(Short.x, Pub.y);
