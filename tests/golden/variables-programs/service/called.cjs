module.exports = async ({ options, resolveVariable }) => ({
  path: options.path, env: await resolveVariable('env:FROM_ENV'), service: await resolveVariable('self:service'),
});
