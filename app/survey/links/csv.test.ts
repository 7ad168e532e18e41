import { expect, it } from 'vitest';
import { csvLines } from '../../csv';
import { csvFile } from './csv';

it('a CSV file is a download in UTF-8 that is streamed and stored nowhere', async () => {
  const made: string[] = [];
  const response = csvFile(
    'tea.csv',
    (async function* () {
      for (const text of ['茶', '＝1']) {
        made.push(text);
        yield csvLines([[text]]);
        await Promise.resolve();
      }
    })(),
  );
  expect(made.length).toBeLessThan(2);
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="tea.csv"',
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.toString('utf8')).toBe('\uFEFF"茶"\r\n"\'＝1"\r\n');
});
