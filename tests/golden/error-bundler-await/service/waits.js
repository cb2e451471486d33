const settings = require('./settings.mjs');
exports.run = async () => settings;
