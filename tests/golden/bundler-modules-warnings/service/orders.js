import t from 'tools';
import u from 'unnamed';
export const list = async () => [t, u];
