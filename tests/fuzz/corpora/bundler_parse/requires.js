4const a = require("a"), b = require(`b`), { c } = require("c" + d); require.resolve("e");
try { require("f") } catch {} x && require("g"); (function (require) { require("h") }); module.exports = a;
Object.defineProperty(exports, "__esModule", { value: true });
