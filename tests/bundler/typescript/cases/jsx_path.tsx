// options: --factory=dom.h --fragment=dom.f
const dom = { h(this: any, ...a: any[]) { return JSON.stringify([this === dom, a]) }, f: 'f' };
console.log(<div a="1">x</div>, <><b /></>);
