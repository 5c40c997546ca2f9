// Makes a clone ready to run: installs from the lock file if needed, compiles if a source is newer than the
// last build. With `build` as argument it only compiles (npm calls it so from `prepare`).
// Plain JavaScript, since it runs before anything is installed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `reorgsim needs Node 20.19 or newer; this is ${process.version}: install a newer Node\n`,
  );
  process.exit(2);
}

const lockHash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const installStamp = join(root, 'node_modules', '.reorgsim-installed');
const buildStamp = join(root, 'dist', '.built');
const stampedWith = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

function run(command, args) {
  const shell = process.platform === 'win32';
  try {
    execFileSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell });
  } catch (error) {
    process.stderr.write(`reorgsim: ${command} ${args.join(' ')} failed (${error.message.split('\n')[0]})\n`);
    process.exit(1);
  }
}

function newest(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => join(folder, entry.name))
    .reduce((latest, path) => {
      const stat = statSync(path);
      return Math.max(latest, stat.mtimeMs, stat.isDirectory() ? newest(path) : 0);
    }, 0);
}

const onlyBuild = process.argv[2] === 'build';
if (!onlyBuild && stampedWith(installStamp) !== lockHash) {
  process.stderr.write('reorgsim: installing dependencies (once)\n');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(installStamp, lockHash);
}
const sources = Math.max(newest(join(root, 'src')), statSync(join(root, 'tsconfig.json')).mtimeMs);
const built =
  existsSync(buildStamp) && statSync(buildStamp).mtimeMs >= sources && stampedWith(buildStamp) === lockHash;
// Making a lock file alone runs `prepare` too, with nothing installed to compile with.
const cannot = onlyBuild && !existsSync(join(root, 'node_modules', 'typescript'));
if (!built && !cannot) {
  process.stderr.write('reorgsim: compiling\n');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', root]);
  writeFileSync(buildStamp, lockHash);
}
