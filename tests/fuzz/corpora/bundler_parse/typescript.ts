2enum A { B = 1 << 2, C = "c".length } interface D<E extends F = G> { (h: I): J } type K = L extends infer M ? M : never;
abstract class N<O> extends P<O> implements Q { constructor(private readonly r: S, public t?: U) { super() } declare v: W; abstract x(): void }
let y = <Z>(a: Z): a is Z => b as unknown as C; namespace E.F { export const g = 1 } import h = require("i"); export = j;
