import anyAscii from 'any-ascii';

/** Signs of our own figures, which a general table would change beyond what readers of mails expect. */
const SIGNS: [sign: RegExp, ascii: string][] = [
  [/−/g, '-'],
  [/×/g, 'x'],
  [/→/g, '->'],
  [/≤/g, '<='],
  [/≥/g, '>='],
  [/±/g, '+-'],
];

/** The text in printable 7-bit ASCII, other scripts in Latin letters. */
export function ascii(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const signs = SIGNS.reduce((t, [sign, code]) => t.replace(sign, code), text);
  return anyAscii(signs).replace(/[^ -~]/g, ' ');
}
