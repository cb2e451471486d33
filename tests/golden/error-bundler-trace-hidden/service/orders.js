require('a');
try { require('c'); } catch {}
exports.list = async (name) => require(name);
