'use strict';

// What CloudFormation expects of a custom resource: an answer at the address it gave, whatever happens.

const https = require('https');

function put(address, body) {
  return new Promise((resolve, reject) => {
    const request = https.request(
      address,
      { method: 'PUT', headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) } },
      (response) => response.resume().on('end', resolve)
    );
    request.on('error', reject);
    request.end(body);
  });
}

// Makes a handler of `work`, which gets the event and what the function's own ARN tells.
exports.answer = (physicalId, work, send = put) => async (event, context) => {
  const [, partition, , region, account] = context.invokedFunctionArn.split(':');
  const result = {
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    PhysicalResourceId: physicalId,
    Status: 'SUCCESS',
    Data: {},
  };
  try {
    await work(event, { partition, region, account });
  } catch (error) {
    console.error(error);
    result.Status = 'FAILED';
    result.Reason = `${error.message} (more in log stream ${context.logStreamName})`;
  }
  await send(event.ResponseURL, JSON.stringify(result));
};
