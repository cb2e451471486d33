// Run by node for slsc: loads a file of the service and writes what it exports, as JSON, to
// descriptor 3: {"value", "whole"}, {"error"}, or {"advice"} when node itself is too old for it.
//
// The request is the last argument. Without `functions` the export is the value: that is how a
// configuration is read. With it functions are called, on the way of the address too. `whole` says
// that the value is the whole export and the address was not followed.
'use strict';

const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const { pathToFileURL } = require('url');

const request = JSON.parse(process.argv[process.argv.length - 1]);
process.chdir(request.folder);
const file = path.resolve(request.path);
const load = createRequire(file);

class Advice extends Error {}

const unwrap = (exported) =>
  exported && exported.__esModule && 'default' in exported ? exported.default : exported;

async function loadFile() {
  const extension = path.extname(file);
  if (extension === '.ts' && !process.features.typescript) {
    let tsx;
    try {
      tsx = load.resolve('tsx/cjs');
    } catch {
      throw new Advice('this node reads no TypeScript: use version 22.18 or later, or install `tsx`');
    }
    load(tsx);
    return unwrap(load(file));
  }
  if (extension === '.js' || extension === '.cjs') {
    try {
      return unwrap(load(file));
    } catch (error) {
      const isModule = error && (error.code === 'ERR_REQUIRE_ESM' || error.code === 'ERR_REQUIRE_ASYNC_MODULE');
      if (!isModule) throw error;
    }
  }
  const module = await import(pathToFileURL(file));
  return unwrap('default' in module ? module.default : { ...module });
}

// ---- What functions of the service may ask ----

function known(value, name) {
  if (value === undefined || value === null) throw new Error(`\`${name}\` has no value`);
  if (/\$\{[a-z]/.test(JSON.stringify(value))) throw new Error(`\`${name}\` is not resolved yet`);
  return value;
}

function member(value, step) {
  const has = value !== null && typeof value === 'object' && Object.hasOwn(value, step);
  return has ? value[step] : undefined;
}

// As the framework hands them on: a null for each option of `package` that is not given.
const options = {};
const names = 'package region aws-profile config stage param help version verbose debug';
for (const name of names.split(' ')) options[name] = null;
Object.assign(options, request.options);
const params = Object.entries(request.params).map(([name, value]) => `${name}=${value}`);
options.param = params.length ? params : null;

async function resolveConfigurationProperty(steps) {
  let value = request.config;
  for (const step of steps) value = member(value, step);
  return value === undefined || value === null ? value : known(value, steps.join('.'));
}

// The sources of a variable, `self:a, opt:b, 'c'`: commas within quotes and brackets part nothing.
function partsOf(text) {
  const parts = [''];
  let depth = 0;
  let quote = '';
  for (const c of text) {
    if (quote) quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (c === '(' || c === '{') depth++;
    else if (c === ')' || c === '}') depth--;
    if (c === ',' && !depth && !quote) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts.map((part) => part.trim());
}

function fromConfig(address) {
  let value = request.config;
  for (const step of address ? address.split('.') : []) value = member(value, step);
  return value;
}

function param(name) {
  const { [request.stage]: own, default: all } = Object(fromConfig('params'));
  return request.params[name] ?? Object(own)[name] ?? Object(all)[name];
}

// What one source says; undefined where it has nothing.
function fromSource(source) {
  const [, type, address] = /^([a-z][a-zA-Z]*):(.*)$/s.exec(source) || [];
  const [, literal] = /^strToBool\((true|false|1|0)\)$/.exec(source) || [];
  if (literal) return literal === 'true' || literal === '1';
  switch (type) {
    case 'env': return process.env[address];
    case 'opt': return options[address];
    case 'param': return param(address);
    case 'self': return fromConfig(address);
    case 'sls': if (address === 'stage' && request.stage) return request.stage; break;
    case 'aws': if (address === 'region') return request.region || 'us-east-1'; break;
  }
  throw new Error(`\`${source}\` cannot be resolved from within a function`);
}

async function resolveVariable(text) {
  const [first, ...others] = partsOf(String(text));
  let value = fromSource(first);
  for (const source of others) {
    if (value !== undefined && value !== null) break;
    const [, , quoted] = /^(['"])(.*)\1$/s.exec(source) || [];
    if (quoted !== undefined) return quoted;
    if (/^(?:null|true|false|-?\d+(?:\.\d+)?)$/.test(source)) return JSON.parse(source);
    value = fromSource(source);
  }
  return known(value, text);
}

const services = { options, resolveVariable, resolveConfigurationProperty };
const isFunction = (value) => typeof value === 'function' && !/^class\b/.test(String(value));

// Whether JSON says all of a value: no functions or promises are in it.
function isData(value, seen = new Set()) {
  if (typeof value === 'function') return false;
  if (value === null || typeof value !== 'object' || seen.has(value)) return true;
  seen.add(value);
  return typeof value.then !== 'function' && Object.values(value).every((item) => isData(item, seen));
}

async function find() {
  let value = await loadFile();
  if (!request.functions) {
    if (typeof value === 'function') throw new Error('it exports a function, not an object');
    return { value: await value, whole: true };
  }
  let called = isFunction(value);
  value = await (called ? value(services) : value);
  if (called || isData(value)) return { value, whole: true };
  if (!request.address) return { value, whole: false };
  for (const step of request.address.split('.')) {
    const has = value !== null && typeof value === 'object' && step in value;
    value = has ? value[step] : undefined;
    if (value === undefined || value === null) break;
    if (!called && isFunction(value)) {
      called = true;
      value = value(services);
    }
    value = await value;
  }
  return { value, whole: false };
}

function tell(error) {
  const [message] = String((error && error.message) || error).split('\n');
  const stack = String((error && error.stack) || '');
  const at = stack.indexOf(file + ':');
  const line = at < 0 ? null : /^\d+/.exec(stack.slice(at + file.length + 1));
  return error instanceof Advice ? { advice: message } : { error: line ? `${message} (line ${line[0]})` : message };
}

find()
  .then((result) => JSON.stringify(result), (error) => JSON.stringify(tell(error)))
  .catch((error) => JSON.stringify(tell(error)))
  .then((text) => {
    fs.writeFileSync(3, text);
    process.exit(0);
  });
