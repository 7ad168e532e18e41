import type { Column } from '../facts/bulk-rows';
import { CopyText } from './staging.server';

/** Rows of one transaction: some thousand, which PostgreSQL takes in a fraction of a second. */
const PIECE_BYTES = 1 << 20;

/**
 * Hands over rows in pieces of 1 MB, each to be written in a transaction of its own: none is open while the next
 * rows come over the network. While one piece is written the next one is filled.
 */
export class Pieces {
  private readonly text = new CopyText(PIECE_BYTES);
  private writing: Promise<void> = Promise.resolve();

  /** @param copy writes rows of COPY's text; never called while its last call runs */
  constructor(private readonly copy: (rows: Buffer) => Promise<void>) {}

  /** Takes a row; a promise where the caller should wait before the next one. */
  write(columns: readonly Column[]): Promise<void> | undefined {
    const full = this.text.add(columns);
    return full === undefined ? undefined : this.send(full);
  }

  /** Writes what is left: `copy` is called at least once, also where no row came. */
  async end(): Promise<void> {
    await this.send(this.text.rest());
    await this.writing;
  }

  /** Waits until no piece is being written, however that ends. */
  async settled(): Promise<void> {
    await this.writing.catch(() => undefined);
  }

  /** Waits for the piece before, and hands over this one. */
  private async send(rows: Buffer): Promise<void> {
    await this.writing;
    this.writing = this.copy(rows);
    // the next piece hears of it, or the end
    this.writing.catch(() => undefined);
  }
}
