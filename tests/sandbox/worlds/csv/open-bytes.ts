import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { BadOrderExport } from './bad-order-export';

const CHUNK = 1 << 17;
const UTF8_HINT = 'text in UTF-8 (in a spreadsheet: save as "CSV UTF-8")';

/**
 * The bytes of a CSV or CSV.gz (told apart by content, not by name), checked to be UTF-8 on the way.
 * @param onRead told how much of the file has been read, 0 to 1
 * @throws BadOrderExport when the file cannot be read, is no text, or its gzip data are damaged
 */
export async function* openBytes(
  file: string,
  onRead: (fraction: number) => void,
): AsyncGenerator<Buffer> {
  const { size, start } = await look(file);
  if (start.subarray(0, 2).toString('latin1') === 'PK') {
    throw whole('a CSV or CSV.gz file', 'a ZIP or Excel file');
  }
  const zipped = start[0] === 0x1f && start[1] === 0x8b;
  const source = createReadStream(file, { highWaterMark: CHUNK });
  source.on('data', () => onRead(size === 0 ? 1 : source.bytesRead / size));
  const bytes = zipped ? source.pipe(createGunzip({ chunkSize: CHUNK })) : source;
  source.on('error', (error) => bytes.destroy(error));

  const text = new Utf8Check();
  try {
    for await (const chunk of bytes) {
      if (!Buffer.isBuffer(chunk)) continue;
      text.add(chunk);
      yield chunk;
    }
    text.end();
  } catch (error) {
    throw zipped ? damaged(error, text.line) : error;
  } finally {
    source.destroy();
  }
}

async function look(file: string): Promise<{ size: number; start: Buffer }> {
  const handle = await open(file).catch((error: unknown) => {
    throw whole(`a file that can be read at ${file}`, reason(error));
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return { size: (await handle.stat()).size, start: buffer.subarray(0, bytesRead) };
  } catch (error) {
    throw whole(`a file that can be read at ${file}`, reason(error));
  } finally {
    await handle.close();
  }
}

/** Counts lines so that a byte of another encoding can be found. */
class Utf8Check {
  line = 1;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });

  add(chunk: Buffer): void {
    let from = 0;
    for (;;) {
      const newline = chunk.indexOf(0x0a, from);
      if (newline === -1) break;
      from = newline + 1;
      this.line += 1;
    }
    this.decode(chunk);
  }

  end(): void {
    this.decode(undefined);
  }

  private decode(chunk: Buffer | undefined): void {
    try {
      this.decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new BadOrderExport({
        line: chunk === undefined ? this.line : this.line - linesAfterFault(chunk),
        column: null,
        expected: UTF8_HINT,
        found: 'bytes of another encoding',
      });
    }
  }
}

/** How many of a chunk's line ends come after its first byte that is not UTF-8. */
function linesAfterFault(chunk: Buffer): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let from = 0;
  // The chunk may begin in the middle of a character: its tail is not the fault.
  while (from < 3 && ((chunk[from] ?? 0) & 0xc0) === 0x80) from += 1;
  const lines = chunk.toString('latin1', from).split('\n');
  const faulty = lines.findIndex((line) => {
    try {
      decoder.decode(Buffer.from(line, 'latin1'));
      return false;
    } catch {
      return true;
    }
  });
  return faulty === -1 ? 0 : lines.length - 1 - faulty;
}

function damaged(error: unknown, line: number): unknown {
  const code = codeOf(error);
  if (!code.startsWith('Z_')) return error;
  const found = code === 'Z_BUF_ERROR' ? 'a file that is cut off' : 'damaged gzip data';
  return new BadOrderExport({ line, column: null, expected: 'gzip data to their end', found });
}

function reason(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it';
  if (code === 'EISDIR') return 'a folder';
  return code;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function whole(expected: string, found: string): BadOrderExport {
  return new BadOrderExport({ line: null, column: null, expected, found });
}
