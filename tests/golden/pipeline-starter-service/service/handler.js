'use strict';

// Answers with a message and the event it was called with.
module.exports.starterService = async (event) => ({
  statusCode: 200,
  headers: { 'Access-Control-Allow-Origin': '*' },
  body: JSON.stringify({ message: `starter service, stage ${process.env.APP_ENV || 'unknown'}`, input: event }),
});
