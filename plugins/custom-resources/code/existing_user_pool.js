'use strict';

// Makes a function the trigger of a user pool, and takes it out again. Triggers that are other functions stay.

const {
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
  UpdateUserPoolCommand,
} = require('@aws-sdk/client-cognito-identity-provider');
const { answer } = require('../answer');
const { wire } = require('../wiring');

const SENDERS = ['CustomSMSSender', 'CustomEmailSender'];
// What a pool tells of itself and cannot be told: everything else must be, or it would be reset.
const ONLY_TOLD = [
  'AliasAttributes',
  'Arn',
  'CreationDate',
  'CustomDomain',
  'Domain',
  'EmailConfigurationFailure',
  'EstimatedNumberOfUsers',
  'Id',
  'LastModifiedDate',
  'Name',
  'SchemaAttributes',
  'SmsConfigurationFailure',
  'Status',
  'UsernameAttributes',
  'UsernameConfiguration',
];

const client = (place) => new CognitoIdentityProviderClient({ region: place.region, maxAttempts: 8 });

async function find(cognito, name) {
  let next;
  do {
    const page = await cognito.send(new ListUserPoolsCommand({ MaxResults: 60, ...(next && { NextToken: next }) }));
    const pool = page.UserPools.find(({ Name }) => Name === name);
    if (pool) return pool.Id;
    next = page.NextToken;
  } while (next);
  return undefined;
}

async function found(cognito, name) {
  const id = await find(cognito, name);
  if (!id) throw new Error(`there is no user pool ${name}`);
  return id;
}

function triggers(present, arns, arn, wishes) {
  const isOurs = (value) => arns.includes(value) || Boolean(value && arns.includes(value.LambdaArn));
  const result = Object.fromEntries(Object.entries(present || {}).filter(([, value]) => !isOurs(value)));
  for (const { Trigger: trigger, LambdaVersion: version, KMSKeyID: key } of wishes) {
    if (SENDERS.includes(trigger)) {
      result[trigger] = { LambdaArn: arn, LambdaVersion: version };
      result.KMSKeyID = key;
    } else if (trigger === 'PreTokenGeneration') {
      delete result.PreTokenGeneration;
      delete result.PreTokenGenerationConfig;
      if (version) result.PreTokenGenerationConfig = { LambdaArn: arn, LambdaVersion: version };
      else result.PreTokenGeneration = arn;
    } else {
      result[trigger] = arn;
    }
  }
  if (!SENDERS.some((sender) => sender in result)) delete result.KMSKeyID;
  return result;
}

// An update resets what it does not mention, so all settings are sent back. How long a first password
// lasts is told in two places and may be said in one.
async function update(cognito, id, change) {
  const { UserPool: pool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: id }));
  const settings = Object.fromEntries(Object.entries(pool).filter(([key]) => !ONLY_TOLD.includes(key)));
  const { UnusedAccountValidityDays: days, ...admin } = settings.AdminCreateUserConfig || {};
  if (settings.AdminCreateUserConfig) settings.AdminCreateUserConfig = admin;
  if (days !== undefined) {
    const password = settings.Policies && settings.Policies.PasswordPolicy;
    settings.Policies = {
      ...settings.Policies,
      PasswordPolicy: { ...password, TemporaryPasswordValidityDays: days },
    };
  }
  const LambdaConfig = change(pool.LambdaConfig);
  await cognito.send(new UpdateUserPoolCommand({ ...settings, UserPoolId: id, LambdaConfig }));
}

const service = {
  source: (properties) => properties.UserPoolName,
  statementId: (pool) => pool.toLowerCase().replace(/[.:*\s]/g, ''),
  wishes: (properties) => properties.UserPoolConfigs,
  invoker: async ({ source }, place) => ({
    Principal: 'cognito-idp.amazonaws.com',
    SourceArn:
      `arn:${place.partition}:cognito-idp:${place.region}:${place.account}:` +
      `userpool/${await found(client(place), source)}`,
  }),
  write: async ({ source, arn, wishes }, before, place) => {
    const cognito = client(place);
    const arns = before && before.source === source ? [arn, before.arn] : [arn];
    await update(cognito, await found(cognito, source), (present) => triggers(present, arns, arn, wishes));
  },
  clear: async ({ source, arn }, place) => {
    const cognito = client(place);
    const id = await find(cognito, source);
    if (id) await update(cognito, id, (present) => triggers(present, [arn], arn, []));
  },
};

exports.wireUserPool = (event, place) => wire(event, place, service);
exports.handler = answer('CustomResourceExistingCognitoUserPool', exports.wireUserPool);
