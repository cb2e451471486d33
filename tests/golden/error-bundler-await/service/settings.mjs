export const settings = await Promise.resolve(1);
