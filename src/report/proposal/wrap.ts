/** Lines of at most `width` characters where words allow it; a percent sign stays with its number. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/ +(?!%)/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The same, and words that are longer than a line are cut. */
export function wrappedWhole(text: string, width: number): string[] {
  return wrapped(text, width).flatMap((line) =>
    line.length <= width ? [line] : (line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? []),
  );
}

/** A text whose first line begins with `mark`, and whose further lines stand under its first word. */
export function hanging(lines: string[], mark: string): string[] {
  const indent = ' '.repeat(mark.length);
  return lines.map((line, i) => (i === 0 ? mark : indent) + line);
}
