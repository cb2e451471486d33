// existing_test.mjs SLSC: compiles a service whose functions are wired to a bucket and a user pool that
// exist, takes the helpers out of custom-resources.zip, and runs them in a cloud that writes down what
// it is asked for.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'slsc-existing-'));

// ---- The package ----

writeFileSync(join(folder, 'index.js'), 'exports.handler = async () => {};\n');
writeFileSync(
  join(folder, 'serverless.yml'),
  `service: test
provider: { name: aws, runtime: nodejs24.x }
functions:
  hello:
    handler: index.handler
    events:
      - s3: { bucket: photos, existing: true, forceDeploy: true }
      - cognitoUserPool: { pool: people, trigger: PreSignUp, existing: true }
`
);

function compile() {
  execFileSync(process.argv[2], ['compile', '-q'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return readFileSync(join(folder, '.serverless/custom-resources.zip'));
}

// Files of a zip, by its central directory.
function unzip(zip) {
  const files = {};
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let n = zip.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const name = zip.toString('utf8', at + 46, at + 46 + nameSize);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    files[name] = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data;
    at += 46 + nameSize + extraSize + commentSize;
  }
  return files;
}

const zip = compile();
assert.deepEqual(compile(), zip, 'the same bytes each time');
const files = unzip(zip);
assert.deepEqual(Object.keys(files).sort(), ['answer.js', 'cognito-user-pool/handler.js', 's3/handler.js', 'wiring.js']);
for (const [name, data] of Object.entries(files)) {
  const path = join(folder, 'package', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, data);
}

// CloudFormation runs helpers again by force when, and only when, the service changed.
const forced = () => {
  const template = JSON.parse(readFileSync(join(folder, '.serverless/cloudformation-template-update-stack.json')));
  return template.Resources.HelloCustomS31.Properties.ForceDeploy;
};
const before = forced();
writeFileSync(join(folder, 'index.js'), 'exports.handler = async () => 1;\n');
assert.deepEqual(compile(), zip, 'code of the service is none of the helpers');
assert.notEqual(forced(), before);
const after = forced();
compile();
assert.equal(forced(), after);

// ---- The cloud ----

const modules = {
  'client-lambda': ['Lambda', 'AddPermission', 'RemovePermission'],
  'client-s3': ['S3', 'GetBucketNotificationConfiguration', 'PutBucketNotificationConfiguration'],
  'client-cognito-identity-provider': ['CognitoIdentityProvider', 'DescribeUserPool', 'ListUserPools', 'UpdateUserPool'],
};
for (const [name, [client, ...commands]] of Object.entries(modules)) {
  const module = join(folder, 'node_modules/@aws-sdk', name);
  const classes = commands.map(
    (command) => `exports.${command}Command = class { name = '${command}'; constructor(input) { this.input = input; } };`
  );
  mkdirSync(module, { recursive: true });
  writeFileSync(
    join(module, 'index.js'),
    `exports.${client}Client = class {
  constructor({ region }) { if (region !== 'eu-west-1') throw new Error(region); }
  async send({ name, input }) {
    globalThis.cloud.calls.push([name, structuredClone(input)]);
    return globalThis.cloud.answers[name]?.(input) ?? {};
  }
};
${classes.join('\n')}`
  );
}

const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
const { wireBucket } = require(join(folder, 'package/s3/handler.js'));
const { wireUserPool } = require(join(folder, 'package/cognito-user-pool/handler.js'));

async function run(work, answers, event) {
  globalThis.cloud = { calls: [], answers };
  await work(event, place);
  return globalThis.cloud.calls;
}
const names = (calls) => calls.map(([name]) => name);
const fail = (name) => { throw Object.assign(new Error(name), { name }); };
const arn = (name) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
const md5 = (value) => createHash('md5').update(JSON.stringify(value)).digest('hex');

// ---- Buckets ----

const put = 'PutBucketNotificationConfiguration';
const get = 'GetBucketNotificationConfiguration';
const configs = [
  { Event: 's3:ObjectCreated:*', Rules: [{ Prefix: 'in/' }, { Suffix: '.jpg' }] },
  { Event: 's3:ObjectRemoved:*', Rules: [] },
];
const bucket = { FunctionName: 'f', BucketName: 'my.photos', BucketConfigs: configs };
const others = { Id: 'f-g-0123456789abcdef0123456789abcdef', Events: ['s3:ObjectCreated:*'], LambdaFunctionArn: arn('f-g') };
const old = { Id: 'f-0123456789abcdef0123456789abcdef', Events: ['s3:ObjectCreated:*'], LambdaFunctionArn: arn('f') };
const unnamed = { Events: ['s3:ObjectRemoved:*'], LambdaFunctionArn: arn('by-hand') };
const queues = [{ Id: 'q', QueueArn: 'arn:q', Events: ['s3:ObjectCreated:*'] }];
const present = () => ({
  $metadata: {}, EventBridgeConfiguration: {}, QueueConfigurations: queues, LambdaFunctionConfigurations: [others, old, unnamed],
});
const entries = [
  { Id: `f-${md5(configs[0])}`, LambdaFunctionArn: arn('f'), Events: ['s3:ObjectCreated:*'],
    Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'in/' }, { Name: 'suffix', Value: '.jpg' }] } } },
  { Id: `f-${md5(configs[1])}`, LambdaFunctionArn: arn('f'), Events: ['s3:ObjectRemoved:*'] },
];
const kept = { EventBridgeConfiguration: {}, QueueConfigurations: queues };

// The function permits S3, its entries are renewed, and what others wrote stays.
let calls = await run(wireBucket, { [get]: present }, { RequestType: 'Create', ResourceProperties: bucket });
assert.deepEqual(calls, [
  ['AddPermission', { FunctionName: 'f', StatementId: 'f-myphotos', Action: 'lambda:InvokeFunction',
    Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::my.photos', SourceAccount: '123456789012' }],
  [get, { Bucket: 'my.photos' }],
  [put, { Bucket: 'my.photos',
    NotificationConfiguration: { ...kept, LambdaFunctionConfigurations: [others, unnamed, ...entries] } }],
]);

// A permission of earlier days is replaced; it may vanish meanwhile.
let conflicts = 1;
calls = await run(
  wireBucket,
  { AddPermission: () => conflicts-- > 0 && fail('ResourceConflictException'), RemovePermission: () => fail('ResourceNotFoundException') },
  { RequestType: 'Create', ResourceProperties: bucket }
);
assert.deepEqual(names(calls), ['AddPermission', 'RemovePermission', 'AddPermission', get, put]);
assert.deepEqual(calls[4][1].NotificationConfiguration, { LambdaFunctionConfigurations: entries });

// Other wishes of the same bucket need no permission.
calls = await run(wireBucket, {}, { RequestType: 'Update', ResourceProperties: bucket, OldResourceProperties: { ...bucket, BucketConfigs: [] } });
assert.deepEqual(names(calls), [get, put]);

// An alias: another permission, and entries that invoke it.
const alias = { ...bucket, FunctionQualifier: 'live' };
calls = await run(wireBucket, {}, { RequestType: 'Update', ResourceProperties: alias, OldResourceProperties: bucket });
assert.deepEqual(names(calls), ['AddPermission', get, put, 'RemovePermission']);
assert.equal(calls[0][1].Qualifier, 'live');
assert.equal(calls[2][1].NotificationConfiguration.LambdaFunctionConfigurations[0].LambdaFunctionArn, arn('f:live'));
assert.deepEqual(calls[3][1], { FunctionName: 'f', StatementId: 'f-myphotos' });

// Another name of the function: the entries of the one before go too.
calls = await run(wireBucket, { [get]: present }, { RequestType: 'Update', ResourceProperties: { ...bucket, FunctionName: 'new' }, OldResourceProperties: bucket });
assert.deepEqual(names(calls), ['AddPermission', get, put, 'RemovePermission']);
assert.deepEqual(calls[2][1].NotificationConfiguration.LambdaFunctionConfigurations.slice(0, 2), [others, unnamed]);

// Another bucket: the old one is cleared, if it is there and may be.
const moved = { RequestType: 'Update', ResourceProperties: bucket, OldResourceProperties: { ...bucket, BucketName: 'old' } };
calls = await run(wireBucket, { [get]: present }, moved);
assert.deepEqual(names(calls), ['AddPermission', get, put, get, put, 'RemovePermission']);
assert.deepEqual(calls[4][1], { Bucket: 'old', NotificationConfiguration: { ...kept, LambdaFunctionConfigurations: [others, unnamed] } });
assert.equal(calls[5][1].StatementId, 'f-old');
const { log } = console;
console.log = () => {};
for (const error of ['NoSuchBucket', 'AccessDenied']) {
  calls = await run(wireBucket, { [get]: ({ Bucket }) => (Bucket === 'old' ? fail(error) : {}) }, moved);
  assert.deepEqual(names(calls), ['AddPermission', get, put, get, 'RemovePermission']);
}
console.log = log;
await assert.rejects(run(wireBucket, { [put]: ({ Bucket }) => Bucket === 'old' && fail('Throttled') }, moved), /Throttled/);

// The end.
calls = await run(wireBucket, { [get]: present }, { RequestType: 'Delete', ResourceProperties: bucket });
assert.deepEqual(names(calls), [get, put, 'RemovePermission']);
assert.deepEqual(calls[1][1].NotificationConfiguration.LambdaFunctionConfigurations, [others, unnamed]);
await assert.rejects(run(wireBucket, { AddPermission: () => fail('AccessDenied') }, { RequestType: 'Create', ResourceProperties: bucket }), /AccessDenied/);

// Ids of statements are cut where Lambda stops.
calls = await run(wireBucket, {}, { RequestType: 'Create', ResourceProperties: { ...bucket, FunctionName: 'f'.repeat(64), BucketName: 'b'.repeat(63) } });
assert.equal(calls[0][1].StatementId.length, 100);

// ---- User pools ----

const pool = { FunctionName: 'f', UserPoolName: 'My People', UserPoolConfigs: [{ Trigger: 'PreSignUp' }] };
const pages = { undefined: { UserPools: [{ Id: 'p0', Name: 'Others' }], NextToken: 'more' }, more: { UserPools: [{ Id: 'p1', Name: 'My People' }, { Id: 'p2', Name: 'Old' }] } };
const described = (LambdaConfig) => ({
  UserPool: {
    Id: 'p1', Name: 'My People', Arn: 'arn:p1', Status: 'Enabled', Domain: 'd', CreationDate: 1, LastModifiedDate: 2, SchemaAttributes: [],
    EstimatedNumberOfUsers: 3, UsernameAttributes: ['email'], MfaConfiguration: 'OFF', DeletionProtection: 'ACTIVE', LambdaConfig,
    Policies: { PasswordPolicy: { MinimumLength: 12, TemporaryPasswordValidityDays: 7 }, SignInPolicy: {} },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 9 },
  },
});
const cognito = (lambdas) => ({
  ListUserPools: ({ NextToken }) => pages[NextToken],
  DescribeUserPool: () => described(lambdas),
});
const settings = {
  UserPoolId: 'p1', MfaConfiguration: 'OFF', DeletionProtection: 'ACTIVE',
  Policies: { PasswordPolicy: { MinimumLength: 12, TemporaryPasswordValidityDays: 9 }, SignInPolicy: {} },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
};
const find = ['ListUserPools', 'ListUserPools'];
const change = async (lambdas, wishes, more = {}) => {
  const event = { RequestType: 'Create', ResourceProperties: { ...pool, UserPoolConfigs: wishes }, ...more };
  return (await run(wireUserPool, cognito(lambdas), event)).find(([name]) => name === 'UpdateUserPool')[1].LambdaConfig;
};

// The pool is found on its page, permitted, and told everything again but what it only tells.
calls = await run(wireUserPool, cognito({ CustomMessage: arn('g'), PostConfirmation: arn('f') }), { RequestType: 'Create', ResourceProperties: pool });
assert.deepEqual(names(calls), [...find, 'AddPermission', ...find, 'DescribeUserPool', 'UpdateUserPool']);
assert.deepEqual(calls[2][1], { FunctionName: 'f', StatementId: 'f-mypeople', Action: 'lambda:InvokeFunction',
  Principal: 'cognito-idp.amazonaws.com', SourceArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/p1' });
assert.deepEqual(calls.at(-1)[1], { ...settings, LambdaConfig: { CustomMessage: arn('g'), PreSignUp: arn('f') } });

// Senders come with a key, which goes with the last of them.
const sender = { LambdaArn: arn('f'), LambdaVersion: 'V1_0' };
assert.deepEqual(await change({}, [{ Trigger: 'CustomSMSSender', LambdaVersion: 'V1_0', KMSKeyID: 'key' }]), { CustomSMSSender: sender, KMSKeyID: 'key' });
assert.deepEqual(await change({ CustomSMSSender: sender, KMSKeyID: 'key' }, [{ Trigger: 'PreSignUp' }]), { PreSignUp: arn('f') });
const theirs = { LambdaArn: arn('g'), LambdaVersion: 'V1_0' };
assert.deepEqual(await change({ CustomSMSSender: sender, CustomEmailSender: theirs, KMSKeyID: 'key' }, []), { CustomEmailSender: theirs, KMSKeyID: 'key' });

// The two ways to say what is done before tokens exclude each other.
const version = { LambdaArn: arn('f'), LambdaVersion: 'V2_0' };
assert.deepEqual(await change({ PreTokenGeneration: arn('g') }, [{ Trigger: 'PreTokenGeneration', LambdaVersion: 'V2_0' }]), { PreTokenGenerationConfig: version });
assert.deepEqual(await change({ PreTokenGenerationConfig: theirs }, [{ Trigger: 'PreTokenGeneration' }]), { PreTokenGeneration: arn('f') });

// What the function was called before is taken out of the same pool.
const renamed = { RequestType: 'Update', OldResourceProperties: { ...pool, FunctionName: 'before' } };
assert.deepEqual(await change({ PreSignUp: arn('before'), CustomMessage: arn('before') }, [{ Trigger: 'PreSignUp' }], renamed), { PreSignUp: arn('f') });

// Another pool: the old one is cleared, if it is there.
const other = (UserPoolName) => ({ RequestType: 'Update', ResourceProperties: pool, OldResourceProperties: { ...pool, UserPoolName } });
calls = await run(wireUserPool, cognito({ PreSignUp: arn('f') }), other('Old'));
assert.deepEqual(names(calls), [...find, 'AddPermission', ...find, 'DescribeUserPool', 'UpdateUserPool', ...find, 'DescribeUserPool', 'UpdateUserPool', 'RemovePermission']);
assert.deepEqual(calls.at(-2)[1].LambdaConfig, {});
calls = await run(wireUserPool, cognito({}), other('Gone'));
assert.deepEqual(names(calls).slice(7), [...find, 'RemovePermission']);

// The end; and a pool that is not there.
calls = await run(wireUserPool, cognito({ PreSignUp: arn('f') }), { RequestType: 'Delete', ResourceProperties: pool });
assert.deepEqual(names(calls), [...find, 'DescribeUserPool', 'UpdateUserPool', 'RemovePermission']);
assert.deepEqual(calls[3][1].LambdaConfig, {});
await assert.rejects(run(wireUserPool, cognito({}), { RequestType: 'Create', ResourceProperties: { ...pool, UserPoolName: 'x' } }), /no user pool x/);

rmSync(folder, { recursive: true });
