module.exports = { table: { name: 'users-${sls:stage}' }, list: ['a', 'b'] };
