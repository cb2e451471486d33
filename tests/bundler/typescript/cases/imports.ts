// Imports of types go away, and a module of which nothing else is imported is not loaded.
import { one, Box, type two as Two } from './lib.mjs';
import type { Never } from './side.mjs';
import { Never as N2 } from './side.mjs';
import type Default from './side.mjs';
import type * as All from './side.mjs';
import { type Never as N3 } from './side.mjs';
import type, { two } from './lib.mjs';
import * as lib from './lib.mjs';
import lib2, * as lib3 from './lib.mjs';
import OnlyType, { one as AlsoType } from './lib.mjs';
import fs = lib.one;
import unusedRequire = require('not-there');
import type typeRequire = require('not-there');
import type from2 from './side.mjs';
import type from from './side.mjs';
type X = Never | Default | All.x | N2 | N3 | OnlyType | AlsoType | from2 | typeof unusedRequire;
let x: X, box: Box = new Box(1);
export type { Never, N2 as Other };
export type * from './side.mjs';
export type * as Types from './side.mjs';
export type { Never as N4 } from './side.mjs';
export { type Never as N5, one as first };
export interface Exported { a: 1 }
export type Alias<T = string> = T[];
export declare const ambient: number;
export declare function ambientFunction(): void;
export default interface Foo { b: 2 }
function declared(a: string): void;
function declared(a: number): void;
function declared(a: any) { return a }
export async function later(): Promise<void>;
export async function later(a?: any) { }
declare function gone(): void;
declare let gone2: number, gone3: string;
declare var gone4;
declare type Gone = 1;
declare interface Gone5 { }
export as namespace Global;
const shown: lib.Box = { one, type, two, fs, lib: lib.one, lib2, lib3: lib3.two };
console.log(shown, box.value, declared(3), globalThis.libraries);
type T1 = { a: 1 }
/x/g.test('x') && console.log('regex')
interface I1 { }
`t`.length
console.log('end')
