let native;
try { native = require('pg-native'); } catch {}
const there = require('there');
exports.old = (name) => [native, there, require('./locales/' + name), eval('name')];
