'use strict';

const assert = require('node:assert');
const test = require('node:test');
const event = require('../mocks/starter-service-event.json');
const { starterService } = require('../handler');

test('answers 200 with a message and the event', async () => {
  process.env.APP_ENV = 'test';
  const answer = await starterService(event);
  assert.strictEqual(answer.statusCode, 200);
  const body = JSON.parse(answer.body);
  assert.strictEqual(body.message, 'starter service, stage test');
  assert.deepStrictEqual(body.input, event);
});
