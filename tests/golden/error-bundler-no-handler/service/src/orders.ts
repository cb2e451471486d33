export const list = async (): Promise<number[]> => [];
