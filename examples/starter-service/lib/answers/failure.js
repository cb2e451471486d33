import { answer } from './answer.js';

// This service never fails: its bundle has nothing of this file.
export const failure = (statusCode, reason) => answer(statusCode, { error: reason });
