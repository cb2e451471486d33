module.exports = {
  service: 'golden',
  provider: { name: 'aws' },
  functions: { hello: { handler: 'index.handler', timeout: 'soon' } },
};
