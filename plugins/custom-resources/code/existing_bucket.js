'use strict';

// Writes into the notifications of a bucket what a function wants to be told of, and takes it out again.
// What others wrote stays. An entry is ours when its id is the function's name and a hash.

const { createHash } = require('crypto');
const {
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  S3Client,
} = require('@aws-sdk/client-s3');
const { answer } = require('../answer');
const { is, wire } = require('../wiring');

const isOf = (name, id = '') => id.startsWith(`${name}-`) && /^[0-9a-f]{32}$/.test(id.slice(name.length + 1));

function entry({ functionName, arn }, wish) {
  const hash = createHash('md5').update(JSON.stringify(wish)).digest('hex');
  const rules = (wish.Rules || []).flatMap((rule) =>
    Object.entries(rule).map(([name, value]) => ({ Name: name.toLowerCase(), Value: value }))
  );
  return {
    Id: `${functionName}-${hash}`,
    LambdaFunctionArn: arn,
    Events: [wish.Event],
    ...(rules.length > 0 && { Filter: { Key: { FilterRules: rules } } }),
  };
}

async function rewrite(bucket, names, entries, place) {
  const s3 = new S3Client({ region: place.region, maxAttempts: 8 });
  const present = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: bucket }));
  const { $metadata, LambdaFunctionConfigurations = [], ...others } = present;
  const kept = LambdaFunctionConfigurations.filter(({ Id }) => !names.some((name) => isOf(name, Id)));
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: bucket,
      NotificationConfiguration: { ...others, LambdaFunctionConfigurations: [...kept, ...entries] },
    })
  );
}

const service = {
  source: (properties) => properties.BucketName,
  statementId: (bucket) => bucket.replace(/[.:*]/g, ''),
  wishes: (properties) => properties.BucketConfigs,
  invoker: ({ source }, { partition, account }) => ({
    Principal: 's3.amazonaws.com',
    SourceArn: `arn:${partition}:s3:::${source}`,
    SourceAccount: account,
  }),
  write: (wiring, before, place) => {
    const names = before ? [wiring.functionName, before.functionName] : [wiring.functionName];
    return rewrite(wiring.source, names, wiring.wishes.map((wish) => entry(wiring, wish)), place);
  },
  // The bucket may be gone, and the role of today may not be allowed to touch yesterday's bucket.
  clear: async (wiring, place) => {
    try {
      await rewrite(wiring.source, [wiring.functionName], [], place);
    } catch (error) {
      if (!is(error, 'NoSuchBucket') && !is(error, 'AccessDenied')) throw error;
      console.log(`notifications of ${wiring.source} are left as they are: ${error.message}`);
    }
  },
};

exports.wireBucket = (event, place) => wire(event, place, service);
exports.handler = answer('CustomResourceExistingS3', exports.wireBucket);
