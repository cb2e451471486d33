8#!/usr/bin/env node
import a, { b as c, default as d, "e f" as g } from "h"; import * as i from 'j' with { type: "json" };
import defer * as k from "l"; import source m from "n"; import "o";
export * from "p"; export * as q from "r"; export * as "s t" from "u"; export { a as v, c as "w" };
export default async function* () {} export const [x, { y }] = await z; export class B {}
import.meta.url; import("c").catch(d); import(e, { with: { type: "json" } });
