import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { shorten, textWidth, wrap } from './text-width.ts';

const Width = suite('text width');

Width('ten digits at 20 px are as wide as in the font: 1139 of 2048 each', () => {
  assert.is(textWidth('0123456789', 20), (10 * 1139 * 20) / 2048);
});

Width('bold text is wider than regular text, digits excepted', () => {
  assert.ok(textWidth('Team per driver', 14, 700) > textWidth('Team per driver', 14));
  assert.is(textWidth('465', 14, 700), textWidth('465', 14));
});

Width('an accented letter is as wide as its base, composed or not', () => {
  assert.is(textWidth('äÖé', 10), textWidth('aOe', 10));
  assert.is(textWidth('a\u0308', 10), textWidth('ä', 10));
});

Width('every sign that charts use is in the table', () => {
  for (const sign of '–−’×→▲▼◄►·°…') assert.not.equal(textWidth(sign, 2048), 1479, sign);
});

Width('a letter of another script is never taken for narrow', () => {
  assert.is(textWidth('漢', 10), 10);
  assert.ok(textWidth('Ж', 10) > textWidth('H', 10) - 0.01);
});

Width('wrapped lines fit and keep every word', () => {
  const text = 'The projection counts all open changes, and history only those that later merged';
  const lines = wrap(text, 150, 13);
  assert.is(lines.join(' '), text);
  for (const line of lines) assert.ok(textWidth(line, 13) <= 150, line);
  assert.ok(lines.length > 2);
});

Width('a year, a percent sign and days stay with the word before them', () => {
  assert.equal(wrap('by October 2016 at 95 % or 14 d, so', 1, 13), [
    ...['by', 'October 2016', 'at', '95 %', 'or', '14 d,', 'so'],
  ]);
});

Width('a text that does not fit is cut with an ellipsis', () => {
  const cut = shorten('Independent driver subteams', 100, 14, 700);
  assert.ok(cut.endsWith('…') && textWidth(cut, 14, 700) <= 100, cut);
  assert.is(shorten('Guild', 100, 14), 'Guild');
});

Width.run();
