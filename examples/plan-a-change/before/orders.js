'use strict';

exports.create = async (event) => ({ statusCode: 201, body: event.body });
exports.show = async (event) => ({ statusCode: 200, body: event.pathParameters.id });
exports.cancel = async () => ({ statusCode: 204 });
