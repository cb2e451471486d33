	import f, { readFile as b } from "fs"; 
// comment
export default function () { return f.constants + b(); }
export const module = `é${ b } 😀 ${module_}`, 𝒳 = 1, \u0065xports = 2;
let module_ = /x/ ; 
