// A default export that is a type goes away.
interface Options { a: 1 }
export default Options;
console.log('read');
