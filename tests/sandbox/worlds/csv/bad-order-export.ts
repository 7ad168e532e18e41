import type { Language, Said } from './said';

interface Fault {
  /** line of the file as an editor counts it, from 1; null for a fault of the whole file */
  line: number | null;
  column: string | null;
  expected: Said;
  found: Said;
  /** what the user can do */
  wayOut?: Said | undefined;
}

/** The file is not a readable Shopify order export. `message` is one English sentence. */
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

  /** Names the file among several; null for a single one. */
  inFile(label: string | null): this {
    this.file ??= label;
    this.message = this.sentence('en');
    return this;
  }

  /** The sentence for the user, without a full stop. */
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
