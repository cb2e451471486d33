// Members that only declare, and modifiers that say nothing to JavaScript.
interface Shape { area(): number; readonly name?: string; [key: string]: any; (x: number): void; new (x: number): Shape }
type Fn = (a: number) => void
abstract class Base<T> implements Pick<Shape, 'area'> {
    [key: string]: any;
    static [key: number]: string;
    declare ghost: string;
    declare readonly ghost2: number
    abstract name: string;
    abstract area(): number;
    abstract get size(): number;
    abstract accessor width: number;
    protected readonly kept: number = 1;
    private optional?: string
    definite!: number;
    public static readonly counter: number = 2
    static #secret?: number = 3;
    static override: number = 4;
    readonly = 5
    declare = 6;
    abstract = 7
    public
    private = 8;
    overload(): void
    overload(a: number): void
    overload(a?: any): any { return a }
    constructor()
    constructor(a: number)
    constructor(a?: any) { this.made = a }
    get value(): number { return 1 }
    set value(v: number) { }
    protected async later(): Promise<void> { }
    private static *many<T>(): Generator<T> { }
    public async *stream?(): any { }
    static secret() { return Base.#secret }
    public ['computed'] = 9
    public *gen() { yield 10 }
    static static = 11;
    static { console.log('static block', this.static); }
    method?(): void
    get() { return 'get' } set() { } async() { return 'async' } static() { } readonly1() { }
    type = 'type'; is = 1; of = 2
}
class Derived<T> extends Base<T> implements Shape2, A.B<C> {
    override name = 'derived'; width = 1
    override area(this: Derived<T>): number { return 2 }
    get size() { return 3 }
    declare public foo: string;
    public override readonly both = 4
    constructor(readonly p: number, private q = p + 1, public r?: string, protected override readonly s: string[] = []) {

        console.log('before super');
        super(p)
        console.log(this.p, this.q, this.r, this.s);
    }
}
declare class Ambient { x: number; constructor(); m(): void }
declare abstract class Ambient2 { }
interface Shape2 { } declare namespace A { interface B<T> { } } type C = 1
const d: any = new Derived(1);
console.log(d.kept, 'ghost' in d, 'optional' in d, 'definite' in d, Base.counter, Base.secret(), (Base as any).override);
console.log(d.readonly, d.declare, d.abstract, 'public' in d, d.private, d.overload(1), d.made, d.value, d.computed, [...d.gen()]);
console.log(d.name, d.area(), d.size, d.both, d.get(), d.async(), Object.keys(d).join());
const expression = class<T> { constructor(private a: T, public b: T) { } sum(this: any) { return this.a + this.b } };
console.log(new expression(1, 2).sum());
class Nested extends Object { constructor(public x = 1) { const f = () => super(); f(); } }
console.log(new Nested().x);
class Twice extends Object { constructor(c: boolean, public x = 5) { if (c) super(); else { super() } } }
console.log(new Twice(true).x, new Twice(false).x);
