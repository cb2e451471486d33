const settings = await Promise.resolve({ size: 1 });
export const run = async () => settings.size;
