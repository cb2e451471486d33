// Enums become objects; members see each other by name.
enum Color { Red, Green = 5, Blue, 'dark blue' = 10, Next }
enum Text { A = 'a', B = `b`, C = A + 'c', D = `${A}d` }
enum Bits { None, One = 1 << 0, Two = One << 1, Three = One | Two, Neg = -Three, After, Not = ~One, Half = 1 / 2, More }
enum Mixed { X = 'x'.length, Y = Math.max(1, 2), Z = "z" }
const enum Constant { P = 3, Q }
declare enum Ambient { R }
declare const enum Ambient2 { S }
enum Merged { A = 1 }
enum Merged { B = A + 1, C = Merged.B + 1 }
export enum Exported { One = 'one' }
enum Empty {}
enum Trailing { A, }
enum Names { constructor, name, length, toString, 'a-b', E = Names.name }
enum Later { F = (() => { const G = 5; return G + H })(), G = 2, H = 3 }
const H = 100;
console.log(Color, Color.Red, Color[5], Color.Blue, Color['dark blue'], Color.Next);
console.log(Text);
console.log(Bits);
console.log(Mixed.X, Mixed.Y, Mixed.Z, Mixed[1], Mixed[2]);
console.log(Constant.P, Constant['Q']);
console.log(Merged.A, Merged.B, Merged.C, Merged[2]);
console.log(Exported.One, Object.keys(Empty).length, Trailing.A, Names.E, Names['a-b'], Names[0]);
function inner() { enum Local { A = 1, B = A * 2 } { enum Local { C = 7 } console.log(Local) } return Local }
console.log(inner().B, inner().C);
enum Shadow { a = 1, f = ((a: number) => a)(9), g = ({ a }).a, h = [a, (a), -a].length }
console.log(Shadow.f, Shadow.g, Shadow.h);
