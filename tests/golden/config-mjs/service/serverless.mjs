import { readFileSync } from 'node:fs';
export default { service: readFileSync('name.txt', 'utf8').trim(), provider: { name: 'aws' } };
