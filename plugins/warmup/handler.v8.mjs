// Keeps functions warm by invoking each of them. Made by slsc; the runtime brings the client along.

import { LambdaClient, InvokeCommand } from '@aws-sdk/client-lambda';

const client = new LambdaClient({
  apiVersion: '2015-03-31',
  region: WARMUP_REGION,
  requestHandler: { connectionTimeout: 1000 },
});
const targets = WARMUP_TARGETS;
const verbose = WARMUP_VERBOSE;

function tell(line) {
  if (verbose) console.log(line);
}

// A variable of the function's own, one for all, or what the configuration says.
function invocations({ name, concurrency }) {
  const own = process.env[`WARMUP_CONCURRENCY_${name.toUpperCase().replace(/-/g, '_')}`];
  const common = process.env.WARMUP_CONCURRENCY;
  const count = Number.parseInt(own || common || concurrency, 10);
  const origin = own ? ', set for the function' : common ? ', set for all functions' : '';
  tell(`WarmUp: ${name}, ${count} at a time${origin}`);
  return count > 0 ? count : 0;
}

function request({ name, alias, payload, clientContext = payload }) {
  const context = clientContext ? Buffer.from(`{"custom":${clientContext}}`) : undefined;
  return {
    FunctionName: name,
    InvocationType: 'RequestResponse',
    LogType: 'None',
    Qualifier: alias || process.env.SERVERLESS_ALIAS,
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
    tell(`WarmUp: ${target.name} is warm`);
    return true;
  } catch (error) {
    console.error(`WarmUp: ${target.name} could not be invoked`, error);
    return false;
  }
}

export const warmUp = async () => {
  tell('WarmUp: start');
  const results = await Promise.all(targets.map(warm));
  tell(`WarmUp: end, ${results.filter((ok) => !ok).length} failed`);
};
