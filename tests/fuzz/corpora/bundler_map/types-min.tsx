const module = 1;
@deco class K { @deco m(a: string) { return a; } @deco accessor q = module; static #p = 1; }
function deco(...a: any[]): any {} const x = deco;
export { K as "é", module as exports };
export default module;
