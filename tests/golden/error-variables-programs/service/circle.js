const a = {};
a.a = a;
module.exports = a;
