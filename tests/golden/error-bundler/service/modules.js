import { v4 } from 'uuid';
import { list } from './lists.js';
import { hidden } from 'closed/inner.js';
export const run = async () => [v4(), list, hidden];
