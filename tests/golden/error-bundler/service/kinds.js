import page from './page.html';
import nothing from './device.js';
export const run = async () => [page, nothing];
