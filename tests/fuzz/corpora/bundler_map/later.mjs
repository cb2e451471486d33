import os from "os";
let module = 1; module++;
export { os as default, module };
export const later = () => import("fs"), self = await 1;
for await (const exports of []) label: { break label; }
