import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { factsOf } from './facts.ts';
import { reproduceSection, shellQuoted } from './reproduce.ts';
import { proposalSample } from './sample-results.ts';

const Reproduce = suite('reproduce');

const literals = (manifest: object): string[] => {
  const sample = proposalSample();
  const facts = factsOf({ ...sample, manifest: { ...sample.manifest, ...manifest } });
  return reproduceSection(facts).blocks.flatMap((block) => (block.kind === 'literal' ? block.lines : []));
};

Reproduce('the command asks for as many replications, or for the rule that found them', () => {
  const asked = literals({ stopped: '137 replications, as asked' }).join('\n');
  assert.match(asked, /npx reorgsim run sample \\\n {2}--seed 7 \\\n {2}--replications 137 --out out\/again/);
  assert.match(literals({}).join('\n'), /--replications auto/);
});

Reproduce('every input stands with its hash, as sha256sum writes it', () => {
  assert.ok(literals({}).includes(`${'a1'.repeat(32)}  scenario.yaml`));
});

Reproduce('a seed too long for a line is read from the manifest', () => {
  const lines = literals({ seed: 'x y '.repeat(40) });
  assert.is(lines[0], `seed=$(node -p "require('./manifest.json').seed")`);
  assert.ok(lines.includes('  --seed "$seed" \\'));
  assert.equal(
    lines.filter((line) => line.length > 70 && !/^[0-9a-f]{63,64} /.test(line)),
    [],
  );
});

const WORDS = [
  'nova-2014',
  'two words',
  "it's",
  '$(x) `y` "z"',
  'größe – 🙂',
  'back\\slash',
  '-dash',
  '',
  'é\'\\"',
];

Reproduce('arguments are ASCII and never begin with a dash unquoted', () => {
  for (const word of WORDS) assert.match(shellQuoted(word), /^[!-~][ -~]*$/);
  assert.is(shellQuoted('nova-2014'), 'nova-2014');
  assert.is(shellQuoted("it's"), `'it'\\''s'`);
  assert.is(shellQuoted('é'), `$'\\u00e9'`);
});

const bash = '/bin/bash';
(existsSync(bash) ? Reproduce : Reproduce.skip)('a shell reads each argument as it was', () => {
  for (const word of WORDS) {
    const env = { ...process.env, LC_ALL: 'C.UTF-8' };
    const read = execFileSync(bash, ['-c', `printf %s ${shellQuoted(word)}`], { encoding: 'utf8', env });
    assert.is(read, word);
  }
});

Reproduce.run();
