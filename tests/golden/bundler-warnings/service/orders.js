import { old } from './old.cjs';
export const list = async () => [old, import.meta.resolve('./old.cjs'), import.meta.url];
