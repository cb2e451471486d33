import type { A } from "./a";
import fs = require("fs");
enum module { a = 1, b = a << 2, "c d" = b + 1 }
namespace exports { export const x: number = 1; export function f(this: void) { return x; } }
abstract class C<T> extends Object { constructor(private a: T, readonly b?: string) { super(); } declare z: number; x = module.a as unknown; }
export default <React.Fragment><div a="é" {...fs} b={exports.x}>text {C}<b /></div></React.Fragment>;
declare const React: any;
export const y = <T,>(x: T) => x!, z = fs satisfies object;
