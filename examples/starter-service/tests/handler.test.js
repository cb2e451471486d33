import assert from 'node:assert';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { starterService } from '../handler.js';

const event = JSON.parse(await readFile(new URL('../mocks/starter-service-event.json', import.meta.url)));

test('answers 200 with a message and the event', async () => {
  process.env.APP_ENV = 'test';
  const answer = await starterService(event);
  assert.strictEqual(answer.statusCode, 200);
  const body = JSON.parse(answer.body);
  assert.strictEqual(body.message, 'starter service, stage test');
  assert.deepStrictEqual(body.input, event);
});
