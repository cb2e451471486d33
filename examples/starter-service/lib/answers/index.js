export { answer } from './answer.js';
export { failure } from './failure.js';
