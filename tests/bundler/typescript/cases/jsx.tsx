// Elements, printed as a tree by what stands for React here.
const show = (x: any): string => typeof x === 'function' ? x.name : Array.isArray(x) ? '[' + x.map(show).join(', ') + ']' : typeof x === 'object' && x ? '{' + Object.keys(x).map(k => k + ': ' + show(x[k])).join(', ') + '}' : JSON.stringify(x) ?? 'undefined';
const React = { createElement: (...a: any[]) => show(a), Fragment: 'fragment' };
const p: any = { a: 1, b: 'two' }, list = [1, 2], key = 'k', Comp: any = function Comp() { }, ns: any = { Deep: { Er: Comp }, lower: Comp };
console.log(<div />, <div></div>, <div a="x" b={1} c d-e="f" x:y="z" class='q' />);
console.log(<Comp {...p} a={2} {...{ z: 1 }} />, <ns.Deep.Er />, <ns.lower x={<b />} />, <my-element a />, <svg:path d="1" />);
console.log(<></>, <>text</>, <><i /><b /></>);
console.log(<p>one {1 + 1} two{' '}
    three
    four   
    <b> bold </b>  tail
</p>);
console.log(<p>   </p>, <p>
</p>, <p> a
  b </p>, <p>{/* nothing */}</p>, <p>{list}{...list}</p>, <p>	tab	</p>);
console.log(<p title="&lt;&amp;&quot;&#65;&#x42;&nbsp;&unknown; \n 'single'">&lt;b&gt; &copy; &hellip; &#128512; "quoted" \ back</p>);
console.log(<a b="line
two" c='d"e' />);
console.log(list.map(x => <li key={x}>{x}</li>), list.length > 1 && <b>{list.length < 3 ? <i>{x => x}</i> : null}</b>);
const generic = <T,>(x: T) => <p>{x as any}</p>, generic2 = <T extends unknown>(x: T): any => <p>{String(x)}</p>;
console.log(generic(1), generic2(2));
const typed = <Comp<string> a="1" />, cond = p.a ? <b /> : <i />, less = p.a < 2, nested = <a>{[<b key="1" />, <c>{`${<d />}`}</c>]}</a>;
console.log(typed, cond, less, nested);
function f(this: any) { return <this.X a={this.y} /> }
console.log(f.call({ X: Comp, y: 2 }));
console.log(<div
    // a comment
    a="1" /* another */
    {...p /* third */}
    b = {2}
    >
    {/* child comment */}
    <span/>{
        // line comment
    }
    {"string"} text's apostrophe // no comment /* neither */
</div>);
console.log(<div __proto__="x" constructor={1} if for="y" key="kk" ref={null} $a _b={1} é="e" />);
const str = <div>{(a: number): string => "x"}{(function () { return <b>{1}</b> })()}{p!.a}{p as any}{<any,>(x: any) => x}</div>;
console.log(str);
return1();
function return1() {
    return <p>
        ok
    </p>
}
console.log(<div>&#x1F600;é日本</div>, <div>a&nbsp;</div>, <div>a {' '} b</div>);
