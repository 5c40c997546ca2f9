/** Advance widths of Arial, which Helvetica, Liberation Sans and Arimo share, in 1/2048 of the font size: printable
 * ASCII, Latin letters and the signs that charts use. An accented letter that is missing here is as wide as its
 * base letter. */
const regular: Record<number, string> = {
  391: "'",
  455: 'ijl’‘łſ',
  532: '|',
  569: ' !,./:;I[\\]ftìíîïĩīĭıŧ',
  597: 'ľ',
  682: '()-`r“”·¡‹›¹²³',
  684: '{}ŀ',
  717: '•',
  727: '"',
  768: 'ť',
  797: '*',
  819: '°',
  909: 'ĳ',
  961: '^',
  1024: 'Jcksvxyz↑↓ĸ',
  1124: '±≈≤≥',
  1139: '#$0123456789?L_abdeghnopqu–€£§«»†‡ðþđħĿŁŋ',
  1180: 'µ',
  1196: '+<=>~−×',
  1237: 'ŉ',
  1251: 'FTZ¿ßøŦ',
  1259: 'ď',
  1366: '&ABEKPSVXYÞ',
  1479: 'CDHNRUwÐĐĦ',
  1481: 'Ŋ',
  1505: 'Ĳ',
  1509: '©',
  1593: 'GOQØ',
  1706: 'Mm',
  1708: '¼½¾',
  1821: '%æ',
  1933: 'Wœ',
  2027: '▲▼◄►',
  2048: '—…→←™‰ÆŒ',
  2079: '@',
  2197: '№',
};
const bold: Record<number, string> = {
  487: "'",
  569: ' ,./I\\ijl’‘ıłſ',
  573: '|',
  682: '!()-:;[]`ft·¡‹›¹²³ŧ',
  717: '•',
  789: 'ľ',
  797: '*r{}',
  819: '°',
  971: '"',
  981: 'ŀť',
  1024: 'z“”↑↓',
  1124: '±≈≤≥',
  1139: '#$0123456789J_aceksvxy–€£§«»†‡ĳĸ',
  1196: '+<=>^~−×',
  1229: 'µ',
  1251: '?FLTZbdghnopqu¿ßðøþđħĿŁŋŦ',
  1366: 'EPSVXYÞ',
  1451: 'ŉ',
  1472: 'ď',
  1479: '&ABCDHKNRUÐĐĦ',
  1481: 'Ŋ',
  1509: '©',
  1593: 'GOQwØ',
  1607: 'Ĳ',
  1706: 'M',
  1708: '¼½¾',
  1821: '%mæ',
  1933: 'Wœ',
  1997: '@',
  2027: '▲▼◄►',
  2048: '—…→←™‰ÆŒ',
  2283: '№',
};

export type Weight = 400 | 700;

const advances: Record<Weight, Map<string, number>> = { 400: byCharacter(regular), 700: byCharacter(bold) };

/** Width of a line of text [px] at a font size [px], without kerning. */
export function textWidth(text: string, size: number, weight: Weight = 400): number {
  let units = 0;
  for (const character of text.normalize('NFC')) units += advance(character, advances[weight]);
  return (units * size) / 2048;
}

/** Lines of text no wider than `width` [px]; a single word that is wider stays whole. A percent sign, a `d` of days
 * and a year stay with the word before them. */
export function wrap(text: string, width: number, size: number, weight: Weight = 400): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/ +(?!%|d\b|\d{4}\b)/)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, size, weight) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The text itself, or as much of it as fits into `width` [px] with an ellipsis. */
export function shorten(text: string, width: number, size: number, weight: Weight = 400): string {
  if (textWidth(text, size, weight) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && textWidth(`${characters.join('').trimEnd()}…`, size, weight) > width)
    characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

function byCharacter(table: Record<number, string>): Map<string, number> {
  const widths = new Map<string, number>();
  for (const [width, characters] of Object.entries(table)) {
    for (const character of characters) widths.set(character, Number(width));
  }
  return widths;
}

/** Other scripts are estimated, never too narrow: a full square for ideographs and emoji, the width of `w` for the rest. */
function advance(character: string, widths: Map<string, number>): number {
  const base = widths.get(character) ?? widths.get(character.normalize('NFD').charAt(0));
  if (base !== undefined) return base;
  if (/\p{Mn}/u.test(character)) return 0;
  if (character === '\u00a0') return 569;
  return character >= '\u2e80' ? 2048 : 1479;
}
