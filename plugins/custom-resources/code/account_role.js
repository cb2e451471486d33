'use strict';

// API Gateway writes logs with a role that is set once for an account and region. This sets it: to the
// role that was given, or to one that is made for it and left in place, since other APIs use it too.

const { APIGatewayClient, GetAccountCommand, UpdateAccountCommand } = require('@aws-sdk/client-api-gateway');
const {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} = require('@aws-sdk/client-iam');
const { answer } = require('../answer');

const ROLE_NAME = 'serverlessApiGatewayCloudWatchRole';
const TRUST = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: ['apigateway.amazonaws.com'] }, Action: ['sts:AssumeRole'] },
  ],
};

async function policiesOfRole(iam) {
  try {
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: ROLE_NAME }));
    return AttachedPolicies.map((policy) => policy.PolicyArn);
  } catch (error) {
    if (!error.name.startsWith('NoSuchEntity')) throw error;
    await iam.send(
      new CreateRoleCommand({ Path: '/', RoleName: ROLE_NAME, AssumeRolePolicyDocument: JSON.stringify(TRUST) })
    );
    return [];
  }
}

async function ensureRole(iam, { partition, account }) {
  const policy = `arn:${partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`;
  if (!(await policiesOfRole(iam)).includes(policy)) {
    await iam.send(new AttachRolePolicyCommand({ RoleName: ROLE_NAME, PolicyArn: policy }));
  }
  return `arn:${partition}:iam::${account}:role/${ROLE_NAME}`;
}

// A role that was just made is refused for a while.
async function assign(gateway, role, pause, attempts = 10) {
  const patchOperations = [{ op: 'replace', path: '/cloudwatchRoleArn', value: role }];
  for (let left = attempts; ; left -= 1) {
    try {
      await gateway.send(new UpdateAccountCommand({ patchOperations }));
      return;
    } catch (error) {
      if (left <= 1) throw error;
      await pause();
    }
  }
}

const tenSeconds = () => new Promise((resolve) => setTimeout(resolve, 10000));

exports.setRole = async (event, place, pause = tenSeconds) => {
  if (event.RequestType !== 'Create') return;
  const options = { region: place.region, maxAttempts: 8 };
  const gateway = new APIGatewayClient(options);
  const given = event.ResourceProperties.RoleArn;
  const role = given || (await ensureRole(new IAMClient(options), place));
  const { cloudwatchRoleArn } = await gateway.send(new GetAccountCommand({}));
  if (cloudwatchRoleArn !== role) await assign(gateway, role, pause);
};

exports.handler = answer('CustomResourceApiGatewayAccountCloudWatchRole', exports.setRole);
