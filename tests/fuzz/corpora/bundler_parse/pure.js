8import { x } from "y"; const a = /* @__PURE__ */ f(x), b = /*#__PURE__*/ new C(), c = Symbol("d");
const e = { f: [1, x], g() {} }; class H { static i = 1 } export const j = () => a; var k = Object.freeze({});
