import type { Language, Said } from './said';

interface Fault {
  /** line of the file as an editor counts it, 1 = the first; null where the file as a whole is at fault */
  line: number | null;
  column: string | null;
  expected: Said;
  found: Said;
  /** what the person who chose the file can do */
  wayOut?: Said | undefined;
}

/** The file is not a Shopify order export that can be read. `message` is one English sentence. */
export class BadOrderExport extends Error {
  readonly line: number | null;
  readonly column: string | null;
  readonly expected: string;
  readonly found: string;
  private file: string | null = null;

  constructor(private readonly fault: Fault) {
    super();
    this.name = 'BadOrderExport';
    this.line = fault.line;
    this.column = fault.column;
    this.expected = fault.expected.en;
    this.found = fault.found.en;
    this.message = this.sentence('en');
  }

  /** Names the file: needed where several are read, null where there is one. */
  inFile(label: string | null): this {
    this.file ??= label;
    this.message = this.sentence('en');
    return this;
  }

  /** The sentence for the person who chose the file, without a full stop. */
  sentence(language: Language): string {
    const { expected, found, wayOut } = this.fault;
    if (language === 'ja') {
      const end = wayOut === undefined ? '' : `。${wayOut.ja}`;
      return `${this.placeInJapanese()}: ${expected.ja}が必要ですが、${found.ja}でした${end}`;
    }
    const end = wayOut === undefined ? '' : `. ${wayOut.en}`;
    return `${this.place()}: expected ${expected.en}, found ${found.en}${end}`;
  }

  private place(): string {
    const parts: string[] = [];
    if (this.file !== null) parts.push(this.file);
    if (this.line !== null) parts.push(`line ${this.line}`);
    if (this.column !== null) parts.push(`column "${this.column}"`);
    return parts.length > 0 ? parts.join(', ') : 'the file';
  }

  private placeInJapanese(): string {
    const parts: string[] = [];
    if (this.file !== null) parts.push(this.file);
    if (this.line !== null) parts.push(`${this.line}行目`);
    if (this.column !== null) parts.push(`「${this.column}」列`);
    return parts.length > 0 ? parts.join('の') : 'ファイル';
  }
}
