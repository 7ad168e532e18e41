import { log } from '../log.server';
import type { DownloadEnd } from '../terms/files';

/** Some rows of a file, as its text has them. */
export interface FilePage {
  rows: number;
  text: string;
}

/** A file that is read as it is sent. */
export interface StreamedFile {
  /** with its ending, in any letters */
  name: string;
  type: string;
  /** what stands before the rows: sent before anything is read */
  head: string;
  pages: AsyncIterable<FilePage>;
}

/** Hears how many rows were sent, at most once a second, and at the end how the download ended. */
export type OnSent = (rows: number, end: DownloadEnd | null) => Promise<void>;

const SECOND_MS = 1_000;

/**
 * A file as a stream. It reads a page when the one before has been taken: a slow browser makes it wait and holds no connection
 * to the database, and after one that leaves no page is read.
 */
export function streamFile(
  { head, pages }: StreamedFile,
  onSent: OnSent,
): ReadableStream<Uint8Array> {
  const made = pages[Symbol.asyncIterator]();
  let rows = 0;
  let noted = performance.now();
  let isOver = false;
  const note = async (end: DownloadEnd | null): Promise<void> => {
    if (isOver) return;
    isOver = end !== null;
    noted = performance.now();
    // a file is whole without its progress
    await onSent(rows, end).catch((error: unknown) => logProblem(error));
  };
  return new ReadableStream<Uint8Array>({
    start: (sending) => sending.enqueue(Buffer.from(head)),
    pull: async (sending) => {
      try {
        const next = await made.next();
        if (next.done === true) {
          await note('done');
          sending.close();
          return;
        }
        rows += next.value.rows;
        sending.enqueue(Buffer.from(next.value.text));
        if (performance.now() - noted > SECOND_MS) await note(null);
      } catch (error) {
        logProblem(error);
        await note('failed');
        // the connection breaks, and the browser says that the file is not whole
        sending.error(error);
      }
    },
    cancel: async () => {
      await note('left');
      await made.return?.();
    },
  });
}

function logProblem(error: unknown): void {
  const name = error instanceof Error ? error.name : 'none';
  log.error({ error: name }, 'a file could not be sent whole');
}
