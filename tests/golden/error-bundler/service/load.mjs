export const load = () => 1;
export let count = 0;
