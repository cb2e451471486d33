/* Asks Node and the resolver the same questions and compares the answers.
 *
 *     node --experimental-import-meta-resolve resolve_check.mjs TOOL [NODE_MODULES...]
 *
 * The questions: what the files of each given node_modules import, and names that are made up,
 * always the same ones, for packages whose package.json is made up too. `import` of Node is strict
 * where bundlers are kind (extensions, folders): there only what Node finds, or refuses, counts. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/* Which Node the answers are those of: the condition `module-sync` came in 20.19 and 22.10. */
if (!process.features.require_module) {
  console.log(`SKIPPED: node ${process.versions.node} has no condition \`module-sync\``);
  process.exit(0);
}
const [tool, ...given] = process.argv.slice(2);
const corpora = process.env.SLSC_NPM_CORPUS ? [...given, process.env.SLSC_NPM_CORPUS] : given;
const REFUSALS = new Set(['ERR_PACKAGE_PATH_NOT_EXPORTED', 'ERR_INVALID_PACKAGE_TARGET', 'ERR_PACKAGE_IMPORT_NOT_DEFINED',
  'ERR_INVALID_PACKAGE_CONFIG']);

const isFile = (p) => fs.statSync(p, { throwIfNoEntry: false })?.isFile() ?? false;

function asNodeRequires(folder, name) {
  try {
    const found = createRequire(path.join(folder, 'x.cjs')).resolve(name);
    return isBuiltin(found) ? 'builtin' : `file ${found}`;
  } catch (error) {
    /* Behind `imports` Node 20 is strict for `require` too, and takes a fault at `fs`. */
    return name.startsWith('#') && !REFUSALS.has(error.code) ? null : 'nothing';
  }
}

function asNodeImports(folder, name) {
  try {
    const url = import.meta.resolve(name, pathToFileURL(path.join(folder, 'x.mjs')).href);
    if (url.startsWith('node:')) return isBuiltin(url) ? 'builtin' : null;
    if (!url.startsWith('file:')) return null;
    const file = fileURLToPath(url);
    return isFile(file) ? `file ${fs.realpathSync(file)}` : null;
  } catch (error) {
    return REFUSALS.has(error.code) ? 'nothing' : null;
  }
}

function ask(root, questions) {
  const input = questions.map((q) => q.join('\t') + '\n').join('');
  const run = spawnSync(tool, ['--as-node', root], { input, maxBuffer: 1 << 30, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${tool}: ${run.signal ?? run.status} ${run.stderr}`);
  return run.stdout.split('\n');
}

function compare(title, root, questions) {
  const answers = ask(root, questions);
  let asked = 0, wrong = 0, found = 0;
  questions.forEach(([asker, folder, name], i) => {
    const node = asker === 'require' ? asNodeRequires(folder, name) : asNodeImports(folder, name);
    if (node === null) return;
    const ours = answers[i].startsWith('file ') ? answers[i] : answers[i].split(' ')[0];
    asked++;
    if (node !== 'nothing') found++;
    if (ours === node) return;
    if (++wrong <= 20) console.log(`${asker} ${JSON.stringify(name)} in ${folder}\n  node: ${node}\n  ours: ${answers[i]}`);
  });
  console.log(`${title}: ${asked} answers of Node (${found} found something), ${wrong} differ`);
  return wrong === 0 && asked > 0 && found > 0;
}

/* ---- What packages import ---- */

function* sources(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(name);
    else if (/\.[cm]?js$/.test(entry.name)) yield name;
  }
}

const IMPORTS = /\brequire\(\s*(['"])([^'"\\\n]+)\1\s*\)|\b(?:from|import)\s*\(?\s*(['"])([^'"\\\n]+)\3/g;

function questionsOf(folder) {
  const all = new Map();
  for (const file of sources(folder)) {
    const text = fs.readFileSync(file, 'utf8');
    for (const found of text.matchAll(IMPORTS)) {
      const name = found[2] ?? found[4];
      if (/[?#\t:]/.test(name) || name.length > 1000) continue;
      for (const asker of ['require', 'import'])
        all.set(`${asker}\t${path.dirname(file)}\t${name}`, [asker, path.dirname(file), name]);
    }
  }
  return [...all.values()];
}

/* ---- What is made up ---- */

function dice(seed) {
  let state = seed >>> 0;
  const next = (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  next.of = (list) => list[next(list.length)];
  return next;
}

const FILES = ['index.js', 'lib/index.js', 'lib/a.js', 'lib/b.json', 'lib/a/c.js', 'lib/a.b.js', 'm.mjs', 'r.cjs', 'x y.js',
  'lib/deep/package.json', 'lib/deep/q.js', 'lib/node.node'];
const TARGETS = ['./index.js', './lib/a.js', './lib/*.js', './lib/*', './lib/a/*.js', './m.mjs', './r.cjs', './gone.js', './lib/',
  './lib', '../p1/index.js', './lib/../index.js', './node_modules/x/index.js', 'p1', 'p2/lib/a.js', 'fs', 'node:path', './x%20y.js',
  './lib/%2e%2e/index.js', './lib//a.js', '/etc/passwd', '', './*/*', 'p1/*', './lib/*/c.js', './Node_Modules/a.js', './.'];
const KEYS = ['.', './a', './lib/*', './lib/*.js', './*', './lib/a', './*.js', './x/*/y', './lib/', './lib/a/*', './lib/a/*.js', './b*', './*c*'];
const IMPORT_KEYS = ['#a', '#lib/*', '#lib/*.js', '#b', '#*', '#/x', '#', '#a/b'];
const CONDITIONS = ['import', 'require', 'node', 'default', 'browser', 'types', 'module-sync', 'node-addons'];
const SUBPATHS = ['', '/a', '/lib/a', '/lib/a.js', '/lib/b', '/lib/b.json', '/lib/a/c', '/lib/a/c.js', '/gone', '/', '/lib',
  '/x/lib/y', '/index', '/package.json', '/lib/../index.js', '/lib/deep', '/lib/%61.js', '/bc', '/acb', '/lib/node', '/lib/./a.js',
  '/lib/node_modules/a', '/lib//a.js'];

function target(pick, depth) {
  const kind = pick(12);
  if (kind === 0) return pick.of([null, 7, true, false]);
  if (kind <= 2 && depth < 3) return Array.from({ length: pick(4) }, () => target(pick, depth + 1));
  if (kind <= 5 && depth < 3) return conditions(pick, depth + 1);
  return pick.of(TARGETS);
}

function conditions(pick, depth) {
  const made = {};
  for (let n = pick(4); n > 0; n--) made[pick(60) === 0 ? '1' : pick.of(CONDITIONS)] = target(pick, depth);
  return made;
}

function names(pick, keys) {
  const made = {};
  for (let n = 1 + pick(6); n > 0; n--) made[pick(60) === 0 ? pick.of(CONDITIONS) : pick.of(keys)] = target(pick, 0);
  return made;
}

/* Versions of Node disagree about `#/x`, and about values that have a wrong type: these are not made. */
function packageJson(pick, name) {
  const made = { name: pick(10) ? name : 'other' };
  if (pick(3) === 0) made.main = pick.of(['index', './lib', 'lib/', 'gone', './lib/a', '', '.', 7, null, 'm.mjs', 'r', './lib/deep', '..']);
  if (pick(3) > 0) made.exports = pick.of([() => names(pick, KEYS), () => names(pick, KEYS), () => target(pick, 0)])();
  if (pick(2) === 0) made.imports = pick(10) ? names(pick, IMPORT_KEYS) : target(pick, 0);
  for (const key of ['exports', 'imports'])
    if (/^(number|boolean)$/.test(typeof made[key])) delete made[key];
  return JSON.stringify(made);
}

function write(root, name, text) {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

function makeTree(root, seed) {
  const pick = dice(seed);
  const questions = [];
  const folders = [root, path.join(root, 'lib')];
  for (let i = 0; i < 6; i++) {
    const name = i < 4 ? `p${i}` : `@s/p${i}`;
    const linked = pick(2) === 0; /* as pnpm lays them out */
    const folder = linked ? `node_modules/.pnpm/${name.replace('/', '+')}@1.0.0/node_modules/${name}` : `node_modules/${name}`;
    const broken = pick(40) === 0; /* Node lets no module of such a package ask */
    write(root, `${folder}/package.json`, broken ? pick.of(['', '{', '{"main":}']) : packageJson(pick, name));
    if (!broken) folders.push(path.join(root, folder));
    for (const file of FILES) if (pick(8)) write(root, `${folder}/${file}`, file.endsWith('package.json') ? '{"main":"q"}' : '');
    if (!linked) continue;
    fs.mkdirSync(path.dirname(path.join(root, 'node_modules', name)), { recursive: true });
    fs.symlinkSync(path.join(root, folder), path.join(root, 'node_modules', name));
  }
  write(root, 'package.json', packageJson(pick, 'root'));
  write(root, 'lib/a.js', '');
  for (let i = 0; i < 150; i++) {
    const kind = pick(10);
    const name = kind < 2 ? pick.of(['#a', '#lib/a', '#lib/a.js', '#b', '#c', '#x', '#', '#a/b'])
      : kind < 3 ? pick.of(['.', '..', './', '../']) + pick.of(['', 'lib', 'lib/a', 'index.js', 'lib/'])
      : kind < 4 ? pick.of(['fs', 'fs/promises', 'fs/', 'node:fs', 'node:gone', 'root', 'root/a', 'root/lib/a.js'])
      : pick.of(['p0', 'p1', 'p2', 'p3', '@s/p4', '@s/p5', 'p9']) + pick.of(SUBPATHS);
    questions.push([pick.of(['require', 'import']), pick.of(folders), name]);
  }
  return questions;
}

let fine = true;
const temporary = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'slsc-resolve-')));
try {
  let questions = [];
  for (let seed = 1; seed <= 50; seed++) {
    const root = path.join(temporary, String(seed));
    questions.push(...makeTree(root, seed));
  }
  fine = compare('made up', temporary, questions) && fine;
} finally {
  fs.rmSync(temporary, { recursive: true });
}
for (const corpus of corpora) {
  const root = fs.realpathSync(corpus);
  fine = compare(corpus, path.dirname(root), questionsOf(root)) && fine;
}
process.exit(fine ? 0 : 1);
