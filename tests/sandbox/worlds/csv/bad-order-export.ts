interface Fault {
  /** line of the file, 1 = the header; null where the file as a whole is at fault */
  line: number | null;
  column: string | null;
  expected: string;
  found: string;
}

const LONGEST_QUOTE = 60;

/** The file is not a Shopify order export that can be read. `message` is one sentence for the person who chose it. */
export class BadOrderExport extends Error {
  readonly line: number | null;
  readonly column: string | null;
  readonly expected: string;
  readonly found: string;

  constructor(fault: Fault) {
    const found = shorten(fault.found);
    super(`${place(fault)}: expected ${fault.expected}, found ${found}`);
    this.name = 'BadOrderExport';
    this.line = fault.line;
    this.column = fault.column;
    this.expected = fault.expected;
    this.found = found;
  }
}

/** A cell as it stands in a message: in quotes, on one line, not longer than a person reads. */
export function quoted(cell: string): string {
  return JSON.stringify(shorten(cell));
}

function place({ line, column }: Fault): string {
  const parts: string[] = [];
  if (line !== null) parts.push(`line ${line}`);
  if (column !== null) parts.push(`column "${column}"`);
  return parts.length > 0 ? parts.join(', ') : 'the file';
}

function shorten(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}
