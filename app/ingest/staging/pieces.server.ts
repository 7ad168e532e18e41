import type { Column } from '../facts/bulk-rows';
import { CopyText } from './staging.server';

/** Bytes of one transaction: some thousand rows, which PostgreSQL writes in a fraction of a second. */
const PIECE_BYTES = 1 << 20;

/**
 * Groups rows into pieces of 1 MB, each written in a transaction of its own, so that none is open while rows
 * come over the network. One piece is written while the next one fills.
 */
export class Pieces {
  private readonly text = new CopyText(PIECE_BYTES);
  private writing: Promise<void> = Promise.resolve();

  /** @param copy writes rows in COPY's text format; called once at a time */
  constructor(private readonly copy: (rows: Buffer) => Promise<void>) {}

  /** Adds a row. Await the promise, if any, before the next one. */
  write(columns: readonly Column[]): Promise<void> | undefined {
    const full = this.text.add(columns);
    return full === undefined ? undefined : this.send(full);
  }

  /** Writes the rest; `copy` is called at least once, even without rows. */
  async end(): Promise<void> {
    await this.send(this.text.rest());
    await this.writing;
  }

  /** Waits for the running write, whether it succeeds or fails. */
  async settled(): Promise<void> {
    await this.writing.catch(() => undefined);
  }

  /** Waits for the piece before, and starts to write this one. */
  private async send(rows: Buffer): Promise<void> {
    await this.writing;
    this.writing = this.copy(rows);
    // the next `send` or `end` throws it
    this.writing.catch(() => undefined);
  }
}
