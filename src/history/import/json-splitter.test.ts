import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { JsonSplitter, type Piece } from './json-splitter.ts';

const Splitter = suite('json splitter');

/** Records as parsed and faults by name, of a text that comes in pieces of a given size. */
function split(text: string, size = text.length || 1): unknown[] {
  const splitter = new JsonSplitter();
  const found: unknown[] = [];
  const take = (pieces: Iterable<Piece>) => {
    for (const { record, fault, line } of pieces)
      found.push(record === undefined ? `${line}: ${fault}` : JSON.parse(record));
  };
  for (let from = 0; from < text.length; from += size) take(splitter.push(text.slice(from, from + size)));
  take(splitter.end());
  return found;
}

Splitter('records come out of arrays, lines, pages one behind the other, with guards and without', () => {
  const expected = [{ a: 1 }, { b: { c: [{}] } }];
  for (const text of [
    '[{"a":1},{"b":{"c":[{}]}}]',
    '{"a":1}\n{"b":{"c":[{}]}}\n',
    ')]}\'\n[{"a":1}]\n)]}\'\n[{"b":{"c":[{}]}}]',
    '[[{"a":1}],[{"b":{"c":[{}]}}]]',
    '[{"a":1}][{"b":{"c":[{}]}}]',
    '\uFEFF[\r\n  {\r\n    "a": 1\r\n  },\r\n  {"b": {"c": [\n{}\n]}}\n]\n',
  ])
    assert.equal(split(text), expected, text);
});

Splitter('brackets, quotes and line breaks inside of texts divide nothing, wherever a piece ends', () => {
  const value = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 4 });
  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 6 }),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      (all, size, wide) => {
        const text = wide ? JSON.stringify(all, null, 2) : all.map((one) => JSON.stringify(one)).join('\n');
        assert.equal(split(text, size), JSON.parse(JSON.stringify(all)));
      },
    ),
    { numRuns: 300, seed: 5 },
  );
});

Splitter('a record that is cut off costs itself alone', () => {
  const whole = '{"a":"x","b":[{"c":1}],"d":{"e":"f"}}';
  for (let length = 1; length < whole.length; length++) {
    const found = split(`${whole}\n${whole.slice(0, length)}\n${whole}\n${whole}`);
    assert.equal(found.length, 4, whole.slice(0, length));
    assert.is(found[1], '2: a record that is cut off', whole.slice(0, length));
    assert.is(found.filter((one) => typeof one === 'object').length, 3);
  }
});

Splitter('the end of a page that is cut off is not the end of the next page', () => {
  const found = split(')]}\'\n[{"a":1},{"b":"it\n)]}\'\n[{"c":2}]');
  assert.equal(found, [{ a: 1 }, '2: a record that is cut off', { c: 2 }]);
});

Splitter('what is no JSON is told with its line', () => {
  assert.equal(split('\n<!DOCTYPE html><p>Bad "gateway"</p>'), ['2: a page of HTML instead of JSON']);
  assert.equal(split('{"a":1}\noops\n{"a":2}'), [{ a: 1 }, '2: text that is no JSON', { a: 2 }]);
  assert.equal(split(''), []);
});

Splitter('a record that never ends is not kept in memory, and what follows it is read', () => {
  const splitter = new JsonSplitter();
  const faults: string[] = [];
  const take = (pieces: Iterable<Piece>) => {
    for (const { record, fault } of pieces) faults.push(fault ?? record!);
  };
  take(splitter.push('{"a":"'));
  const million = 'x'.repeat(1_000_000);
  for (let i = 0; i < 70; i++) take(splitter.push(million));
  take(splitter.push('"}\n{"b":1}\n'));
  take(splitter.end());
  assert.equal(faults, ['a record of more than 64 million characters', '{"b":1}']);
});

Splitter.run();
