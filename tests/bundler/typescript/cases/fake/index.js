// A runtime for elements that makes a text of each call.
const show = x => typeof x === 'function' ? x.name : Array.isArray(x) ? '[' + x.map(show).join(', ') + ']'
    : typeof x === 'object' && x ? '{' + Object.keys(x).map(k => k + ': ' + show(x[k])).join(', ') + '}'
        : JSON.stringify(x) ?? 'undefined';
export const jsx = (...a) => 'jsx' + show(a);
export const jsxs = (...a) => 'jsxs' + show(a);
export const createElement = (...a) => 'create' + show(a);
export const Fragment = 'fragment';
