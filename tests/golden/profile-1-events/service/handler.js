exports.reader = exports.guard = async () => ({});
