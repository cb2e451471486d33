import { readFile } from 'node:fs/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { sum } from 'sums';
import table from './table.json' with { type: 'json' };
export const list = async () => [await readFile('x'), new S3Client(), table.rows];
export const make = async () => sum(1, 2);
