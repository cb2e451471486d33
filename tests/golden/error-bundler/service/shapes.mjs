export * from './round.mjs';
export * from './square.mjs';
