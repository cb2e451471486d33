'use strict';

// Keeps functions warm by invoking each of them. Made by slsc; the runtime brings the client along.

const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');

const client = new LambdaClient({ region: "us-east-1" });
const targets = [{"name":"golden-dev-notes","payload":"{\"source\":\"serverless-plugin-warmup\"}","concurrency":1}];

// A variable of the function's own, one for all, or what the configuration says.
function invocations({ name, concurrency }) {
  const own = process.env[`WARMUP_CONCURRENCY_${name.toUpperCase().replace(/-/g, '_')}`];
  const common = process.env.WARMUP_CONCURRENCY;
  const count = Number.parseInt(own || common || concurrency, 10);
  const origin = own ? ', set for the function' : common ? ', set for all functions' : '';
  console.log(`WarmUp: ${name}, ${count} at a time${origin}`);
  return count > 0 ? count : 0;
}

function request({ name, payload, clientContext = payload }) {
  const context = clientContext ? Buffer.from(`{"custom":${clientContext}}`) : undefined;
  return {
    FunctionName: name,
    InvocationType: 'RequestResponse',
    LogType: 'None',
    Qualifier: process.env.SERVERLESS_ALIAS || '$LATEST',
    Payload: Buffer.from(payload),
    ClientContext: context && context.toString('base64'),
  };
}

async function warm(target) {
  try {
    const calls = Array.from({ length: invocations(target) }, () =>
      client.send(new InvokeCommand(request(target)))
    );
    await Promise.all(calls);
    console.log(`WarmUp: ${target.name} is warm`);
    return true;
  } catch (error) {
    console.log(`WarmUp: ${target.name} could not be invoked`, error);
    return false;
  }
}

module.exports.warmUp = async () => {
  console.log('WarmUp: start');
  const results = await Promise.all(targets.map(warm));
  console.log(`WarmUp: end, ${results.filter((ok) => !ok).length} failed`);
};
