0// @license x
var a = 1 // one
/* @preserve 😀 */ exports.b = { a, require, async *c() { for await (const d of a) yield d } } // two
exports.d = a
/b/1; return
