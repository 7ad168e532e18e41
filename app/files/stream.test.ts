import { describe, expect, it } from 'vitest';
import { streamFile, type FilePage } from './stream.server';

/** A file of pages of two rows, and what is heard of it. */
function fileOf(pages: number, failsAt = Infinity) {
  const heard: [rows: number, end: string | null][] = [];
  const read: number[] = [];
  let isClosed = false;
  async function* make(): AsyncGenerator<FilePage> {
    try {
      for (let page = 1; page <= pages; page += 1) {
        await Promise.resolve();
        if (page === failsAt) throw new Error('no page');
        read.push(page);
        yield { rows: 2, text: `${page}\r\n` };
      }
    } finally {
      isClosed = true;
    }
  }
  const stream = streamFile(
    { name: 'a.csv', type: 'text/csv', head: '茶\r\n', pages: make() },
    (rows, end) => {
      heard.push([rows, end]);
      return Promise.resolve();
    },
  );
  return { stream, heard, read, isClosed: () => isClosed };
}

describe('a streamed file', () => {
  it('has its head before anything is read, and says at the end how many rows it had', async () => {
    const { stream, heard, read } = fileOf(3);
    const reader = stream.getReader();
    const first = await reader.read();
    expect(Buffer.from(first.value ?? []).toString()).toBe('茶\r\n');
    expect(read.length).toBeLessThanOrEqual(1);
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      rest += Buffer.from(value).toString();
    }
    expect(rest).toBe('1\r\n2\r\n3\r\n');
    expect(heard).toEqual([[6, 'done']]);
  });

  it('is read no faster than it is taken', async () => {
    const { stream, read } = fileOf(100);
    const reader = stream.getReader();
    await reader.read();
    await reader.read();
    await new Promise((done) => setImmediate(done));
    expect(read.length).toBeLessThanOrEqual(3);
    await reader.cancel();
  });

  it('ends its reading when the browser leaves', async () => {
    const { stream, heard, isClosed } = fileOf(100);
    const reader = stream.getReader();
    await reader.read();
    await reader.read();
    await reader.cancel();
    expect(isClosed()).toBe(true);
    expect(heard.map(([, end]) => end)).toEqual(['left']);
  });

  it('breaks where its rows cannot be read, so that the part is not taken for the whole', async () => {
    const { stream, heard } = fileOf(5, 3);
    await expect(new Response(stream).text()).rejects.toThrow();
    expect(heard).toEqual([[4, 'failed']]);
  });
});
