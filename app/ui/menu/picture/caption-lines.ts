const BETWEEN = ' · ';

/** Facts side by side as far as they fit, each whole where a line has room for it. @param measure a text's width */
export function linesOf(
  facts: readonly string[],
  width: number,
  measure: (text: string) => number,
): string[] {
  const lines: string[] = [];
  let line = '';
  for (const fact of facts) {
    const longer = line === '' ? fact : `${line}${BETWEEN}${fact}`;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    lines.push(...wrapped(fact, width, measure));
    line = lines.pop() ?? '';
  }
  return line === '' ? lines : [...lines, line];
}

/** A Latin word with the space behind it, or one sign of Japanese, which breaks anywhere. */
const PIECE = /[^\s\u3000-\u9fff\uff00-\uffef]{1,200}\s?|[^]/gu;

/** A text in lines of a width; a word that is longer stands alone. */
export function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [piece] of text.matchAll(PIECE)) {
    if (line !== '' && measure((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}
