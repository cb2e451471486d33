// What the cases import: values, with types beside them that exist only in the cases' minds.
export const one = 1;
export const two = 2;
export class Box { constructor(value) { this.value = value; } }
export default 'default of lib';
globalThis.libraries = (globalThis.libraries ?? 0) + 1;
