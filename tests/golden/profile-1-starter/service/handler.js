exports.display = async () => ({ statusCode: 200, body: 'ready' });
