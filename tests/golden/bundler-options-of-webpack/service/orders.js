import { total } from 'sums';
export const list = async () => total([1, 2]);
