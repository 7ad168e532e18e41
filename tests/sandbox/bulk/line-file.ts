import { open, type FileHandle } from 'node:fs/promises';

const BUFFER_BYTES = 1 << 20;
const NEWLINE = 10;

/**
 * A text file written line by line. Lines are encoded into one reused buffer: joining millions of strings
 * cost more garbage collection than the work itself.
 */
export class LineFile {
  #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #used = 0;
  #written = 0;

  private constructor(private readonly handle: FileHandle) {}

  static async create(path: string): Promise<LineFile> {
    return new LineFile(await open(path, 'w'));
  }

  /** @returns whether the caller must `flush()` */
  add(line: string): boolean {
    // A UTF-16 unit takes three bytes at most.
    const room = this.#used + line.length * 3 + 1;
    if (room > this.#buffer.length) {
      const wider = Buffer.allocUnsafe(room * 2);
      this.#buffer.copy(wider, 0, 0, this.#used);
      this.#buffer = wider;
    }
    this.#used += this.#buffer.write(line, this.#used);
    this.#buffer[this.#used] = NEWLINE;
    this.#used += 1;
    return this.#used > BUFFER_BYTES / 2;
  }

  async flush(): Promise<void> {
    let from = 0;
    while (from < this.#used) {
      const { bytesWritten } = await this.handle.write(this.#buffer, from, this.#used - from);
      from += bytesWritten;
    }
    this.#written += this.#used;
    this.#used = 0;
  }

  /** @returns the size of the file in bytes */
  async close(): Promise<number> {
    await this.flush();
    await this.handle.close();
    return this.#written;
  }
}
