import { name } from './name.js';
export const list = async () => name;
