exports.hello = async () => {};
