/* In the packed node_modules each package must find the very packages it found in the installed one.
 *
 *     node externals_check.mjs TOOL [ROOT NAME...]
 *
 * The graphs are made up, always the same ones, and laid out as pnpm does, so that any package may
 * see any version of any other. With ROOT, what is installed there is checked too. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const [tool, realRoot, ...realNames] = process.argv.slice(2);

function dice(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/* The folder that Node finds for a name; `has` tells whether there is such a folder. */
function look(folder, name, has) {
  for (let at = folder; ; at = path.dirname(at)) {
    if (path.basename(at) !== 'node_modules') {
      const found = path.join(at, 'node_modules', name);
      if (has(found)) return found;
    }
    if (at === path.dirname(at)) return null;
  }
}

const installed = (p) => fs.existsSync(path.join(p, 'package.json'));

function check(root, names) {
  const run = spawnSync(tool, [root, ...names], { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (run.status !== 0) {
    if (!run.stderr.includes('in circles')) console.log(`${root}: ${run.signal ?? run.status} ${run.stderr}`);
    return run.stderr.includes('in circles') ? 'endless' : 'wrong';
  }
  const from = new Map(); /* folder in the zip -> folder on disk */
  for (const line of run.stdout.trim().split('\n')) {
    const [name, file] = line.split('\t');
    const own = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(name);
    if (own && file) from.set(`/${path.dirname(name)}`, path.dirname(file));
  }
  let fine = names.every((name) => from.get(`/node_modules/${name}`) === fs.realpathSync(path.join(root, 'node_modules', name)));
  for (const [packed, folder] of from) {
    const json = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    for (const name of Object.keys({ ...json.dependencies, ...json.optionalDependencies })) {
      const there = look(folder, name, installed), here = look(packed, name, (p) => from.has(p));
      if ((there && fs.realpathSync(there)) === (here && from.get(here))) continue;
      console.log(`${root}: ${packed} finds ${name} in ${here}, not in ${there}`);
      fine = false;
    }
  }
  return fine ? 'fine' : 'wrong';
}

function makeUp(root, seed) {
  const pick = dice(seed);
  const names = Array.from({ length: 3 + pick(5) }, (_, i) => (i === 2 ? '@s/c' : 'abcdefgh'[i]));
  const store = (name, version) => path.join(root, 'node_modules/.pnpm', `${name.replace('/', '+')}@${version}`, 'node_modules');
  const link = (folder, name, version) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.symlinkSync(path.join(store(name, version), name), path.join(folder, name));
  };
  const versions = names.map(() => 1 + pick(3));
  names.forEach((name, i) => {
    for (let version = 1; version <= versions[i]; version++) {
      const dependencies = {};
      const folder = store(name, version);
      fs.mkdirSync(path.join(folder, name), { recursive: true });
      names.forEach((other, j) => {
        const circle = pick(12) === 0;
        if (other === name || pick(3) || (j < i && !circle)) return;
        dependencies[other] = '*';
        link(folder, other, 1 + pick(versions[j]));
      });
      fs.writeFileSync(path.join(folder, name, 'package.json'), JSON.stringify({ name, dependencies }));
    }
  });
  const roots = names.filter(() => pick(2)).concat(names[0]).filter((name, i, all) => all.indexOf(name) === i);
  for (const name of roots) link(path.join(root, 'node_modules'), name, 1 + pick(versions[names.indexOf(name)]));
  fs.writeFileSync(path.join(root, 'package.json'), JSON.stringify({ dependencies: Object.fromEntries(roots.map((n) => [n, '*'])) }));
  return roots;
}

const results = { fine: 0, endless: 0, wrong: 0 };
const temporary = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'slsc-externals-')));
try {
  for (let seed = 1; seed <= 100; seed++) {
    const root = path.join(temporary, String(seed));
    results[check(root, makeUp(root, seed))]++;
  }
  if (realRoot) results[check(fs.realpathSync(realRoot), realNames)]++;
} finally {
  fs.rmSync(temporary, { recursive: true });
}
console.log(results);
process.exit(results.wrong === 0 && results.fine > 80 ? 0 : 1);
