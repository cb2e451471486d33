8@a @b.c() class A extends (B, C) { #p = 1; static #q; get #r() { return #p in this } set #r(v) {}
static { this.#q = () => super.x } static async *[k]() { yield* await x } accessor y = 1;
'constructor'() { super(); new.target } get; set; static; async; 1() {} 'b' = 2; get = 3 }
