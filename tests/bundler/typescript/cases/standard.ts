// Decorators of the language.
const log: string[] = [];
function note(name: string): any {
    log.push('evaluate ' + name);
    return function (value: any, context: any) {
        log.push(`call ${name} ${typeof value} ${context.kind} ${String(context.name)} ${context.static} ${context.private}`);
        context.addInitializer(function (this: any) { log.push(`initializer ${name} ${typeof this}`) });
    };
}
const times = (n: number) => (_: any, c: any) => c.kind === 'accessor' ? { init: (v: number) => v * n, get(this: any) { return _.get.call(this) + 1 } } : (v: number) => v * n;
const wrap = (f: any, c: any): any => function (this: any, ...a: any[]) { return ['wrapped', f.apply(this, a)] };
const obj = { calls: 0, dec(this: any, v: any, c: any) { this.calls++ } };
let access: any;
@note('class 1') @note('class 2')
class A {
    @note('field') field = 1;
    @note('static field') static count = 2;
    @note('method') @wrap method(x: number) { return [x, this.field] }
    @note('get') get value() { return 5 }
    @note('set') set value(v) { }
    @note('static') static make() { return new A() }
    @times(3) @times(2) multiplied: number = 7;
    @times(3) accessor acc: number = 4;
    accessor plain = 'plain';
    static accessor shared = 's';
    @wrap #hidden() { return this.#secret }
    @times(5) #secret = 2;
    @times(2) accessor #pa = 8;
    @wrap static #sp() { return 'sp' }
    @obj.dec bound() { }
    @wrap ['comp' + 'uted']() { return 'c' }
    @wrap get got() { return 'got' }
    @wrap 'quoted key'() { return 'q' }
    @wrap 7() { return 'seven' }
    @((v: any, c: any) => { access = c.access }) looked = 3;
    show() { return [this.#hidden(), this.#secret, this.#pa, A.#sp()] }
    write() { this.#pa = 20; return this.#pa }
    static { log.push('static block') }
}
const a: any = new A();
console.log(log.join('\n'));
console.log(a.method(1), a.multiplied, a.acc, a.plain, A.shared, obj.calls, a.computed(), a.got, a['quoted key'](), a[7]());
console.log(a.show(), a.write(), access.get(a), access.has(a), (access.set(a, 4), a.looked), A.name);
a.acc = 10; a.plain = 'p'; A.shared = 't';
console.log(a.acc, a.plain, A.shared, Object.keys(a).join());
const sub = (c: any): any => class extends c { extra = 'extra' };
@sub class Subclassed { static me() { return Subclassed } static made = 'made' }
console.log((new Subclassed() as any).extra, Subclassed.me() === Subclassed, Subclassed.made);
const expression = @sub class { x = 1 };
console.log((new expression() as any).extra);
const named = @sub class Named { static me() { return Named } };
console.log((named as any).me() === named);
export default @sub class Def { }
export @sub class Exp { }
@sub export class Exp2 { }
console.log((new Def() as any).extra, (new Exp() as any).extra, (new Exp2() as any).extra);
class Kid extends A { @wrap method(x: number): any { return super.method(x) } @times(2) own = 1; constructor(public p = 6) { super() } }
console.log(JSON.stringify(new Kid().method(2)), new Kid().own, new Kid().p);
function make(n: number) { class Local { @times(n) v = 1; @(note)('paren') m() { } } return new Local().v }
console.log(make(2), make(3));
try { class Bad { @((() => 1) as any) m() { } } } catch (e) { console.log(e instanceof TypeError) }
