import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const factor: number = await wait(1, 3);

export const total = async (event: { items: number[] }) => ({
  total: event.items.reduce((a: number, b: number) => a + b * factor, 0),
  read: typeof readFile,
});
