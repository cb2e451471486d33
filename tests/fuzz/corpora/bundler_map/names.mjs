import * as fs from "fs";
import { join as path, sep } from "node:path";
const module = { sep, fs }, exports = () => fs.readFileSync;
export { module as "a string", exports as require };
export default class { static x = path("a", sep); m() { return this; } }
/*! a licence */ console.log(this, module, { module, exports }, typeof fs.existsSync);
const { a: Object, require = exports } = module, [__filename] = [1];
try { path
(1) } catch { }
