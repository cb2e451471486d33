// options: --legacy --metadata
// What emitDecoratorMetadata tells of types that have a value.
const kept: any = [];
(Reflect as any).metadata = (k: string, v: any) => (target: any, key?: any) => {
    const show = (x: any): string => Array.isArray(x) ? `[${x.map(show)}]` : typeof x === 'function' ? x.name : String(x);
    kept.push(`${typeof target === 'function' ? target.name : target.constructor.name}.${String(key)} ${k} ${show(v)}`);
};
function dec(...args: any[]): any { return args.length > 1 ? undefined : () => { } }
import { Box } from './lib.mjs';
import type { Never } from './side.mjs';
interface Iface { a: 1 }
type Alias = string;
namespace Ns { export class Deep { } }
enum Num { A } enum Str { A = 'a' }
class Service { }
@dec()
class Target<T> {
    @dec() a: string; @dec() b: number | null; @dec() c: boolean[] = []; @dec() d: [string];
    @dec() e: () => void; @dec() f: Service; @dec() g: Iface; @dec() h: Alias; @dec() i: Ns.Deep;
    @dec() j: Box; @dec() k: Never; @dec() l: any; @dec() m: 'lit'; @dec() n: 1n; @dec() o: unknown; @dec() p;
    @dec() q: Promise<string>; @dec() r: string | number; @dec() s: 'a' | 'b'; @dec() t: undefined | Date; @dec() u: T;
    @dec() v: { x: 1 }; @dec() w: symbol; @dec() x: never; @dec() y: Map<string, Service> | undefined; @dec() z: typeof kept;
    @dec() aa: string & { brand: 1 }; @dec() bb: readonly string[]; @dec() cc: keyof Service; @dec() dd: -1; @dec() ee: true | false; @dec() ff: (string);
    @dec() method(p: Service, q?: string, ...rest: number[]): Promise<void> { return null }
    @dec() async later() { }
    @dec() get prop(): Date { return null } set prop(v: Date) { }
    @dec() set only(v: number) { }
    @dec() untyped(x, { y }: { y: string }, z = 1) { }
    constructor(private service: Service, @dec() box: Box, other?: Iface) { }
}
console.log(kept.sort().join('\n'));
