// options: --legacy
// Decorators as of TypeScript 4: order of evaluation and of calls.
function say(name: string): any {
    console.log('evaluate', name);
    return (target: any, key?: any, at?: any) => {
        console.log('call', name, typeof target, String(key), typeof at === 'object' ? Object.keys(at).join() : at);
    };
}
function replace(value: any): any { return () => value }
const key = 'computed';
@say('class 1') @say('class 2')
class A {
    @say('field') field = 1;
    @say('static field') static count = 2;
    @say('method') @say('method too') method(@say('param 0') a: any, b: any, @say('param 2') @say('param 2 too') c?: any) { return a }
    @say('get') get value() { return 1 }
    set value(v) { }
    @say('static') static make() { return new A() }
    @say('computed') ['computed']() { }
    @say('string') 'quoted name' = 5;
    @say('declared') declare ghost: string;
    @say('optional') maybe?: string
    constructor(@say('ctor param') private readonly injected: string = 'inj', @say('ctor 2') other?: any) { }
    get where() { return A === A.self() && this.injected }
    static self() { return A }
}
console.log(new A().where, A.count, A.name, new A().method(3));
@replace(class Other { static other = true })
class Replaced { static me() { return Replaced } }
console.log((Replaced as any).other, Replaced.name);
@(say)('parenthesized')
export class B extends A {
    @say('b') public override method(x: any) { return super.method(x) + 1 }
}
console.log(new B().method(1));
export default @say('default') class C { }
@say('abstract') abstract class D { @say('am') abstract m(): void; @say('am2') n() { } }
class E { @replace({ value: () => 'replaced', configurable: true }) m() { return 'original' } @say('number') 42() { } }
console.log(new E().m());
function scoped() { @say('scoped') class Inner { @say('inner') x = 1 } return Inner }
console.log(scoped().name);
