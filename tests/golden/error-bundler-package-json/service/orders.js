import a from 'tools';
export const list = async () => a;
