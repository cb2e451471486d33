require('../shared/shared.js');
exports.list = async () => [];
