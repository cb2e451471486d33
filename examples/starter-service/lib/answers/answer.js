const headers = { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' };

// What API Gateway hands to the browser.
export const answer = (statusCode, body) => ({ statusCode, headers, body: JSON.stringify(body) });
