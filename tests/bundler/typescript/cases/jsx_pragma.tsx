/** @jsx h @jsxFrag Frag */
// The file says which function makes its elements.
const h = (...a: any[]) => JSON.stringify(a), Frag = 'frag';
console.log(<div a="1">x</div>, <><b /></>);
