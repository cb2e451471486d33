module.exports.stage = async ({ resolveVariable }) => `stage ${await resolveVariable('sls:stage')}`;
module.exports.deep = { own: async ({ resolveConfigurationProperty }) => ({ value: await resolveConfigurationProperty(['provider', 'name']) }) };
module.exports.promised = Promise.resolve([1, 2]);
