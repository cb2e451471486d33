import { v4 } from 'uuid';
export const list = async (): Promise<string[]> => [v4()];
