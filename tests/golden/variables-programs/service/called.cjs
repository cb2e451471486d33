module.exports = async ({ options, resolveVariable, resolveConfigurationProperty }) => ({
  path: options.path, stage: options.stage, env: await resolveVariable('env:FROM_ENV'), service: await resolveVariable('self:service'),
  fallback: await resolveVariable("opt:level, self:custom.nothing, param:domain, 'none'"),
  literal: await resolveVariable("opt:level, 'a, b'"), yes: await resolveVariable('strToBool(1)'),
  region: await resolveVariable('aws:region'), nothing: String(await resolveConfigurationProperty(['custom', 'nothing'])),
});
