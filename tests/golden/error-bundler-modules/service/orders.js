import a from 'absent';
import t from 'tools';
export const list = async () => [a, t];
