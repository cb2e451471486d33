// account_role_test.mjs CODE_FOLDER: the helper that sets the account's role for logs, run with
// clients that write down what they are asked for.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'slsc-account-role-'));

// One cloud for both clients: `answers` by command, each called with its input.
const client = `
exports.cloud = globalThis.cloud;
class Client {
  async send(command) {
    globalThis.cloud.calls.push([command.constructor.name, command.input]);
    return globalThis.cloud.answers[command.constructor.name]?.(command.input) ?? {};
  }
}
class Command { constructor(input) { this.input = input; } }
exports.APIGatewayClient = class extends Client {};
exports.IAMClient = class extends Client {};
exports.GetAccountCommand = class GetAccountCommand extends Command {};
exports.UpdateAccountCommand = class UpdateAccountCommand extends Command {};
exports.AttachRolePolicyCommand = class AttachRolePolicyCommand extends Command {};
exports.CreateRoleCommand = class CreateRoleCommand extends Command {};
exports.ListAttachedRolePoliciesCommand = class ListAttachedRolePoliciesCommand extends Command {};
`;
for (const name of ['client-api-gateway', 'client-iam']) {
  mkdirSync(join(folder, 'node_modules/@aws-sdk', name), { recursive: true });
  writeFileSync(join(folder, 'node_modules/@aws-sdk', name, 'index.js'), client);
}
mkdirSync(join(folder, 'role'));
cpSync(join(process.argv[2], 'answer.js'), join(folder, 'answer.js'));
cpSync(join(process.argv[2], 'account_role.js'), join(folder, 'role/handler.js'));
const { setRole } = require(join(folder, 'role/handler.js'));
const { answer } = require(join(folder, 'answer.js'));

const place = { partition: 'aws-cn', region: 'cn-north-1', account: '123456789012' };
const made = 'arn:aws-cn:iam::123456789012:role/serverlessApiGatewayCloudWatchRole';
const policy = 'arn:aws-cn:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';

async function run(answers, properties = {}, type = 'Create') {
  globalThis.cloud = { calls: [], answers };
  await setRole({ RequestType: type, ResourceProperties: properties }, place, async () => {});
  return globalThis.cloud.calls;
}
const names = (calls) => calls.map(([name]) => name);
const missing = () => { throw Object.assign(new Error('gone'), { name: 'NoSuchEntityException' }); };

// A new account: the role is made, gets its policy, and is assigned; refusals are waited out.
let refusals = 2;
let calls = await run({
  ListAttachedRolePoliciesCommand: missing,
  UpdateAccountCommand: () => { if (refusals-- > 0) throw new Error('not yet'); },
});
assert.deepEqual(names(calls), ['ListAttachedRolePoliciesCommand', 'CreateRoleCommand', 'AttachRolePolicyCommand',
  'GetAccountCommand', 'UpdateAccountCommand', 'UpdateAccountCommand', 'UpdateAccountCommand']);
assert.equal(calls[2][1].PolicyArn, policy);
assert.deepEqual(calls.at(-1)[1].patchOperations, [{ op: 'replace', path: '/cloudwatchRoleArn', value: made }]);

// All is set: nothing is changed.
calls = await run({
  ListAttachedRolePoliciesCommand: () => ({ AttachedPolicies: [{ PolicyArn: policy }] }),
  GetAccountCommand: () => ({ cloudwatchRoleArn: made }),
});
assert.deepEqual(names(calls), ['ListAttachedRolePoliciesCommand', 'GetAccountCommand']);

// A given role is assigned as it is; updates and deletions leave the account alone.
calls = await run({}, { RoleArn: 'arn:mine' });
assert.deepEqual(names(calls), ['GetAccountCommand', 'UpdateAccountCommand']);
assert.deepEqual(await run({}, {}, 'Delete'), []);

// Other faults, and refusals without end, are faults.
await assert.rejects(run({ ListAttachedRolePoliciesCommand: () => { throw new Error('denied'); } }), /denied/);
await assert.rejects(run({ UpdateAccountCommand: () => { throw new Error('never'); } }, { RoleArn: 'a' }), /never/);

// CloudFormation is answered either way.
const told = [];
const event = { StackId: 's', RequestId: 'r', LogicalResourceId: 'l', ResponseURL: 'https://example.com/x' };
const context = { invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f', logStreamName: 'log' };
const send = async (address, body) => told.push([address, JSON.parse(body)]);
const { error } = console;
console.error = () => {};
await answer('p', async (_, where) => assert.equal(where.region, 'us-east-1'), send)(event, context);
await answer('p', async () => { throw new Error('no'); }, send)(event, context);
console.error = error;
assert.deepEqual(told.map(([, body]) => body.Status), ['SUCCESS', 'FAILED']);
assert.equal(told[0][1].PhysicalResourceId, 'p');
assert.match(told[1][1].Reason, /^no /);
rmSync(folder, { recursive: true });
