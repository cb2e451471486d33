export const list = async () => [];
