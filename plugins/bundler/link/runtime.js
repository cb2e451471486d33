// What bundles need at run time. Each part begins with its name and goes into a bundle that uses it;
// lines of comments do not. `_$` stands for a prefix that begins no name of the bundled modules.

//: get
// Live bindings: reading a property asks the module.
function _$get(object, getters, fixed) {
  for (const name in getters)
    Object.defineProperty(object, name, { get: getters[name], enumerable: true, configurable: !fixed });
  return object;
}

//: exports
// What the bundle exports, as CommonJS that was an ES module.
function _$exports(getters) {
  _$get(Object.defineProperty(module.exports, "__esModule", { value: true }), getters);
}

//: space
// The namespace of an ES module, to which its exports by `export *` from CommonJS may come later.
function _$space(getters, open) {
  const space = _$get(Object.create(null, { [Symbol.toStringTag]: { value: "Module" } }), getters, 1);
  return open ? space : Object.preventExtensions(space);
}

//: star
// export * from what is known only when it runs.
function _$star(object, from) {
  for (const name in from)
    if (name !== "default" && !(name in object))
      Object.defineProperty(object, name, { get: () => from[name], enumerable: true });
}

//: commonjs
// A function that gives module.exports; a module that throws runs again when it is asked for again.
function _$commonjs(body, module) {
  return () => {
    if (!module) {
      module = { exports: {}, parent: {}, children: [], loaded: false };
      try {
        body.call(module.exports, module, module.exports);
        module.loaded = true;
      } catch (error) {
        module = void 0;
        throw error;
      }
    }
    return module.exports;
  };
}

//: once
// ES modules are evaluated once, and fail for ever.
function _$once(body) {
  let run = () => {
    let value;
    run = () => value;
    try {
      return (value = body());
    } catch (error) {
      run = () => {
        throw error;
      };
      throw error;
    }
  };
  return () => run();
}

//: default
// import x from CommonJS that may have been an ES module.
function _$default(exports) {
  return exports && exports.__esModule ? exports : { default: exports };
}

//: namespace
// import * as x from CommonJS.
function _$namespace(exports, node) {
  const isObject = Object(exports) === exports, isFunction = typeof exports === "function";
  let parent = isObject ? Object.getPrototypeOf(exports) : null;
  if (parent === Object.prototype || isFunction) parent = null;
  const space = Object.create(parent, { [Symbol.toStringTag]: { value: "Module" } });
  const whole = node || !isObject || !exports.__esModule;
  const names = new Set(isObject ? Object.getOwnPropertyNames(exports) : []);
  if (isFunction) for (const name of ["arguments", "caller", "length", "name", "prototype"]) names.delete(name);
  if (whole) names.add("default");
  for (const name of [...names].sort()) {
    const get = whole && name === "default" ? () => exports : () => exports[name];
    Object.defineProperty(space, name, { get, enumerable: true, configurable: true });
  }
  return space;
}

//: required
// require() of an ES module.
function _$required(space) {
  if ("module.exports" in space) return space["module.exports"];
  if (!("default" in space) || "__esModule" in space) return space;
  const views = (_$required.views ||= new WeakMap());
  if (!views.has(space)) {
    const view = { [Symbol.toStringTag]: { value: "Module" }, __esModule: { value: true, enumerable: true } };
    for (const name in space) view[name] = { get: () => space[name], enumerable: true };
    views.set(space, Object.create(null, view));
  }
  return views.get(space);
}

//: later
// import() of what is in the bundle.
function _$later(enter) {
  return Promise.resolve().then(enter);
}

//: name
// What had to be renamed is still called as it was.
function _$name(value, name, now) {
  if (value.name === now) Object.defineProperty(value, "name", { value: name, configurable: true });
}

//: meta
// import.meta of the bundle's own file.
function _$meta() {
  return { url: require("url").pathToFileURL(__filename).href, filename: __filename, dirname: __dirname };
}
