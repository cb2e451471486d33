export const name = 'orders';
