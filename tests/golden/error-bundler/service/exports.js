import { lod } from './load.mjs';
import { size } from './shapes.mjs';
import { count } from './load.mjs';
count = 1;
export const run = async () => [lod, size, count];
