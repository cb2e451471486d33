'use strict';

// A function is wired to a bucket or a pool that exists: it permits to be invoked, and the other side
// knows it. What the other side is, a helper tells with `service`; what to do, and in which order, is here.

const { AddPermissionCommand, LambdaClient, RemovePermissionCommand } = require('@aws-sdk/client-lambda');

exports.is = (error, name) => [error.name, error.Code, error.code].includes(name);

const client = (place) => new LambdaClient({ region: place.region, maxAttempts: 8 });

const statement = ({ functionName, qualifier, statementId }) => ({
  FunctionName: functionName,
  ...(qualifier && { Qualifier: qualifier }),
  StatementId: statementId,
});

async function forbid(wiring, place) {
  try {
    await client(place).send(new RemovePermissionCommand(statement(wiring)));
  } catch (error) {
    if (!exports.is(error, 'ResourceNotFoundException')) throw error;
  }
}

// A statement that is left of earlier days says perhaps something else.
async function permit(wiring, invoker, place) {
  const command = new AddPermissionCommand({ ...statement(wiring), Action: 'lambda:InvokeFunction', ...invoker });
  try {
    await client(place).send(command);
  } catch (error) {
    if (!exports.is(error, 'ResourceConflictException')) throw error;
    await forbid(wiring, place);
    await client(place).send(command);
  }
}

const equal = (a, b, keys) => a !== undefined && b !== undefined && keys.every((key) => a[key] === b[key]);

// service.source(properties)       the bucket or the pool
// service.statementId(source)      the end of the statement's id
// service.wishes(properties)       what the function wants of it
// service.invoker(wiring, place)   who may invoke
// service.write(wiring, before, place), service.clear(wiring, place)   the other side
exports.wire = async (event, place, service) => {
  const read = (properties) => {
    const { FunctionName: functionName, FunctionQualifier: qualifier } = properties;
    const source = service.source(properties);
    const name = qualifier ? `${functionName}:${qualifier}` : functionName;
    return {
      functionName,
      qualifier,
      source,
      statementId: `${functionName}-${service.statementId(source)}`.slice(0, 100),
      arn: `arn:${place.partition}:lambda:${place.region}:${place.account}:function:${name}`,
      wishes: service.wishes(properties),
    };
  };
  const { RequestType, ResourceProperties, OldResourceProperties } = event;
  const now = RequestType === 'Delete' ? undefined : read(ResourceProperties);
  const old = { Delete: ResourceProperties, Update: OldResourceProperties }[RequestType];
  const before = old && read(old);

  if (now && !equal(now, before, ['functionName', 'qualifier', 'source'])) {
    await permit(now, await service.invoker(now, place), place);
  }
  if (now) await service.write(now, before, place);
  if (before && !equal(now, before, ['source'])) await service.clear(before, place);
  if (before && !equal(now, before, ['functionName', 'qualifier', 'statementId'])) await forbid(before, place);
};
