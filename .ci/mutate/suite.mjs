// Runs test files one after another in this process until one of them fails; its exit status says what was seen. A file
// that takes more CPU time than its limit ends the process by SIGKILL: elapsed time would depend on who else works on
// this machine. Whatever else ends it (a crash, an early exit) is a failure for whoever started it.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

export const ALL_PASSED = 86;
export const ONE_FAILED = 87;
export const HUNG = 'SIGKILL';
/** CPU time for what is loaded before the first test [ms]. */
const LOADING_MS = 20_000;

/** CPU time of this process, all its threads [ms]. */
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const WATCH = `
  const { parentPort } = require('node:worker_threads');
  let last = Infinity;
  parentPort.on('message', (ms) => { last = ms; });
  setInterval(() => {
    const { user, system } = process.cpuUsage();
    if ((user + system) / 1000 > last) process.kill(process.pid, '${HUNG}');
  }, 100);
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files, watch } = JSON.parse(process.argv[2]);
  await runAll(files, watch);
}

/** @param observer what the tests are run under, loaded first; undefined if there is none */
async function runAll(files, observer) {
  globalThis.UVU_DEFER = 1;
  const say = process.send.bind(process);
  const watch = new Worker(WATCH, { eval: true });
  // uvu goes on after a test that failed, and tells of it by this mark alone.
  process.stdout.write = (text) => {
    if (String(text).includes('✘')) process.exit(ONE_FAILED);
    return true;
  };
  watch.postMessage(LOADING_MS);
  if (observer !== undefined && !(await loads(observer))) process.exit(ONE_FAILED);
  const ms = [];
  for (const { path, limit } of files) {
    const begun = cpuMs();
    say({ begun: path });
    watch.postMessage(begun + limit);
    if (!(await passes(path))) process.exit(ONE_FAILED);
    ms.push(cpuMs() - begun);
  }
  say({ ms }, () => process.exit(ALL_PASSED));
}

async function loads(path) {
  try {
    await import(path);
    process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, `--import=${pathToFileURL(path)}`]
      .filter(Boolean)
      .join(' ');
    return true;
  } catch {
    return false;
  }
}

async function passes(path) {
  globalThis.UVU_QUEUE = [[]];
  try {
    await import(path);
    const runs = globalThis.UVU_QUEUE[0];
    for (const run of runs) await run();
    return runs.length > 0;
  } catch {
    return false;
  }
}
