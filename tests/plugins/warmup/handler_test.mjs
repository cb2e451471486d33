// handler_test.mjs SLSC: compiles services with warmers whose code stays in the service folder, and
// runs that code with a client that writes down what it is asked for.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const slsc = process.argv[2];
const require = createRequire(import.meta.url);

// What a warmer sees of the cloud: calls are kept; functions whose name ends with `broken` fail.
const client = `
exports.calls = [];
exports.LambdaClient = class LambdaClient {
  constructor(options) { this.options = options; }
  async send(command) {
    exports.calls.push({ region: this.options.region, ...command.input });
    if (command.input.FunctionName.endsWith('broken')) throw new Error('no such function');
  }
};
exports.InvokeCommand = class InvokeCommand { constructor(input) { this.input = input; } };
`;

function compile(folder) {
  execFileSync(slsc, ['compile', '-q'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

function service(yaml) {
  const folder = mkdtempSync(join(tmpdir(), 'slsc-warmup-'));
  const module = join(folder, 'node_modules/@aws-sdk/client-lambda');
  mkdirSync(module, { recursive: true });
  writeFileSync(join(module, 'index.js'), client);
  writeFileSync(join(folder, 'index.js'), 'exports.handler = async () => {};\n');
  writeFileSync(join(folder, 'serverless.yml'), yaml);
  compile(folder);
  return { folder, calls: require(join(module, 'index.js')).calls };
}

// Runs with some variables set and gives back what was printed.
async function run(warmUp, variables = {}) {
  const lines = [];
  const { log, error } = console;
  console.log = (line) => lines.push(line);
  console.error = (line) => lines.push(`error: ${line}`);
  Object.assign(process.env, variables);
  try {
    await warmUp({}, {});
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
    Object.assign(console, { log, error });
  }
  return lines;
}

const times = (calls, name) => calls.filter((call) => call.FunctionName === name).length;
const context = (call) => JSON.parse(Buffer.from(call.ClientContext, 'base64').toString());

async function classic() {
  const { folder, calls } = service(`
service: warm-test
plugins: [serverless-plugin-warmup]
provider: { name: aws, runtime: nodejs24.x, region: eu-west-1 }
custom:
  warmup: { enabled: true, cleanFolder: false, concurrency: 2, role: arn:aws:iam::123456789012:role/r }
functions:
  plain: { handler: index.handler }
  told: { handler: index.handler, warmup: { enabled: dev, payload: { a: 1 }, clientContext: { b: 2 }, concurrency: 1 } }
  quiet: { handler: index.handler, warmup: { clientContext: false, payload: text, payloadRaw: true } }
  broken: { handler: index.handler }
  off: { handler: index.handler, warmup: prod }
`);
  const { warmUp } = require(join(folder, '_warmup/index.js'));

  // What is left in the folder changes nothing the next time.
  const template = () => readFileSync(join(folder, '.serverless/cloudformation-template-update-stack.json'), 'utf8');
  const before = template();
  compile(folder);
  assert.equal(template(), before);

  let lines = await run(warmUp);
  const one = (name) => calls.find((call) => call.FunctionName === name);
  assert.equal(times(calls, 'warm-test-dev-plain'), 2);
  assert.equal(times(calls, 'warm-test-dev-told'), 1);
  assert.equal(times(calls, 'warm-test-dev-off'), 0);
  const plain = one('warm-test-dev-plain');
  assert.equal(plain.region, 'eu-west-1');
  assert.equal(plain.Qualifier, '$LATEST');
  assert.equal(plain.InvocationType, 'RequestResponse');
  assert.equal(plain.Payload.toString(), '{"source":"serverless-plugin-warmup"}');
  assert.deepEqual(context(plain), { custom: { source: 'serverless-plugin-warmup' } });
  assert.equal(one('warm-test-dev-told').Payload.toString(), '{"a":1}');
  assert.deepEqual(context(one('warm-test-dev-told')), { custom: { b: 2 } });
  assert.equal(one('warm-test-dev-quiet').Payload.toString(), 'text');
  assert.equal(one('warm-test-dev-quiet').ClientContext, undefined);
  assert.equal(lines.at(-1), 'WarmUp: end, 1 failed');

  calls.length = 0;
  await run(warmUp, { WARMUP_CONCURRENCY: '3', WARMUP_CONCURRENCY_WARM_TEST_DEV_TOLD: '4' });
  assert.equal(times(calls, 'warm-test-dev-plain'), 3);
  assert.equal(times(calls, 'warm-test-dev-told'), 4);

  calls.length = 0;
  await run(warmUp, { SERVERLESS_ALIAS: 'live' });
  assert.equal(calls[0].Qualifier, 'live');
  rmSync(folder, { recursive: true });
}

async function named() {
  const { folder, calls } = service(`
service: warm-test
plugins: [serverless-plugin-warmup]
provider: { name: aws, runtime: nodejs24.x }
custom:
  warmup:
    day: { enabled: true, cleanFolder: false, alias: live, verbose: false }
functions:
  plain: { handler: index.handler }
  broken: { handler: index.handler, warmup: { day: { alias: next, concurrency: 2 } } }
`);
  const { warmUp } = await import(pathToFileURL(join(folder, '.warmup/day/index.mjs')));

  const lines = await run(warmUp);
  assert.deepEqual(
    calls.map((call) => [call.FunctionName, call.Qualifier]),
    [
      ['warm-test-dev-plain', 'live'],
      ['warm-test-dev-broken', 'next'],
      ['warm-test-dev-broken', 'next'],
    ]
  );
  assert.equal(lines.length, 1, 'only errors without verbose');
  assert.match(lines[0], /^error: .*warm-test-dev-broken/);
  rmSync(folder, { recursive: true });
}

await classic();
await named();
