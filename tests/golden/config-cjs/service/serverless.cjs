console.log('what a program prints is not our output');
const functions = { hello: { handler: 'index.handler', timeout: '5', memorySize: undefined } };
module.exports = Promise.resolve({ service: 'golden', provider: { name: 'aws', runtime: 'nodejs24.x' }, functions,
  custom: { own: '${self:service}', not: () => 1, list: [1, undefined] } });
