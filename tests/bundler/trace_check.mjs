/* A package that is loaded from its traced files alone has what it has where it is installed.
 *
 *     node trace_check.mjs TOOL [FOLDER [NAME...]]
 *
 * FOLDER has a package.json and node_modules, and is the one around SLSC_NPM_CORPUS if it is not given;
 * without names all of its dependencies are tried. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const [tool, folder = path.dirname(process.env.SLSC_NPM_CORPUS ?? ''), ...given] = process.argv.slice(2);
if (folder === '.') {
  console.log('SKIPPED: SLSC_NPM_CORPUS names no node_modules');
  process.exit(0);
}
const root = fs.realpathSync(folder);
const names = given.length ? given : Object.keys(JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).dependencies);
const kinds = ['cjs', 'mjs'];

function load(at, file) {
  const run = spawnSync(process.execPath, ['--no-warnings', file], { cwd: at, encoding: 'utf8', timeout: 60000 });
  return run.status === 0 ? run.stdout : `FAILED ${run.stderr.split('\n').find((line) => /Error/.test(line)) ?? run.stderr.slice(0, 300)}`;
}

const show = 'console.log(JSON.stringify(Object.keys(x).sort().map((k) => [k, typeof x[k]]))); process.exit(0)';
const results = { same: 0, differs: 0, failsInstalled: 0 };
const temporary = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'slsc-trace-')));
for (const name of names) {
  for (const kind of kinds) {
    const entry = `slsc-trace-entry.${kind}`;
    const source = kind === 'cjs' ? `const x = require(${JSON.stringify(name)}); ${show}` : `import * as x from ${JSON.stringify(name)}; ${show}`;
    const copy = path.join(temporary, `${name.replace('/', '+')}-${kind}`);
    fs.writeFileSync(path.join(root, entry), source);
    try {
      const installed = load(root, entry);
      if (installed.startsWith('FAILED')) {
        results.failsInstalled++;
        continue;
      }
      const run = spawnSync(tool, [root, entry], { encoding: 'utf8', maxBuffer: 1 << 28 });
      for (const file of run.stdout.trim().split('\n')) {
        const to = path.join(copy, path.relative(root, file));
        fs.mkdirSync(path.dirname(to), { recursive: true });
        fs.copyFileSync(file, to);
      }
      const traced = load(copy, entry);
      results[traced === installed ? 'same' : 'differs']++;
      if (traced !== installed) console.log(`${name} (${kind}): ${traced.slice(0, 300)}`);
    } finally {
      fs.rmSync(path.join(root, entry));
      fs.rmSync(copy, { recursive: true, force: true });
    }
  }
}
fs.rmSync(temporary, { recursive: true });
console.log(results);
process.exit(results.differs === 0 && results.same > 0 ? 0 : 1);
