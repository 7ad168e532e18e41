import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { exportText, faultIn, fileKeeper, furtherLine } from './csv/export-file';
import type { ExportRow } from './csv/export-file';
import { openOrderExport } from './order-export';

const files = fileKeeper();
afterAll(() => files.remove());

const faultOf = (content: string | Uint8Array) => faultIn(openOrderExport(files.keep(content)));

describe('the message on a bad cell has line, column, expected and found content', () => {
  test.each<[ExportRow, string]>([
    [
      { createdAt: 'yesterday' },
      'line 4, column "Created at": expected a time like "2024-01-31 09:00:00 +0900", found "yesterday"',
    ],
    [{ createdAt: '' }, 'line 4, column "Created at": expected a time'],
    [{ cancelledAt: '2024-01-31' }, 'line 4, column "Cancelled at": expected a time'],
    [{ subtotal: '1,980' }, 'line 4, column "Subtotal": expected an amount like "1980", without'],
    [{ subtotal: '' }, 'line 4, column "Subtotal": expected an amount'],
    [{ subtotal: '¥1980' }, 'line 4, column "Subtotal": expected an amount'],
    [{ subtotal: '0.5' }, 'line 4, column "Subtotal": expected an amount like "1980"'],
    [{ taxes: 'n/a' }, 'line 4, column "Taxes": expected an amount'],
    [{ refundedAmount: '-1' }, 'line 4, column "Refunded Amount": expected an amount of 0 or more'],
    [
      { currency: 'yen' },
      'line 4, column "Currency": expected a currency code like "JPY", found "yen"',
    ],
    [{ financialStatus: 'lost' }, 'line 4, column "Financial Status": expected a status'],
    [{ acceptsMarketing: 'maybe' }, 'line 4, column "Accepts Marketing": expected "yes" or "no"'],
    [{ id: '50-01' }, 'line 4, column "Id": expected a whole number like "5000000001"'],
    [{ id: '5001' }, 'line 4, column "Id": expected an Id that no other order has, found 5001 on'],
    [{ lineQuantity: '1.5' }, 'line 4, column "Lineitem quantity": expected a whole number'],
    [{ name: '' }, 'line 4, column "Name": expected the name of an order like "#1001", found ""'],
  ])('%j', async (row, message) => {
    const fault = await faultOf(exportText([{}, {}, row]));
    expect(fault.message.startsWith(message), fault.message).toBe(true);
    expect(fault.line).toBe(4);
    expect(fault.found).not.toBe('');
  });
});

test('lines are counted as an editor counts them, with line breaks inside cells', async () => {
  const fault = await faultOf(exportText([{ tags: 'one\ntwo\nthree' }, {}, { subtotal: 'x' }]));
  expect(fault.line).toBe(6);
});

test('an order without amounts on any row is named', async () => {
  const fault = await faultOf(exportText([{}, furtherLine({ name: '#7' })]));
  expect(fault.message).toBe(
    'line 3, column "Subtotal": expected the amounts of order "#7" on its first row, found nothing on any of its rows',
  );
});

test('missing columns are all named', async () => {
  const fault = await faultOf(
    exportText([{}], ['name', 'email', 'total', 'financialStatus', 'createdAt']),
  );
  expect(fault).toMatchObject({ line: 1, column: 'Currency' });
  expect(fault.expected).toContain('"Currency", "Subtotal", "Shipping", "Taxes"');
});

test('a column that appears twice is refused', async () => {
  const fault = await faultOf(exportText([{}], ['name', 'total', 'total']));
  expect(fault.message).toBe('line 1, column "Total": expected this column once, found it twice');
});

describe('a file of another kind is refused', () => {
  const good = exportText(Array.from({ length: 400 }, () => ({})));

  test('empty', async () => {
    expect((await faultOf('')).message).toBe(
      'line 1: expected the header of a Shopify order export, found an empty file',
    );
  });

  test('another table', async () => {
    expect((await faultOf('a;b;c\n1;2;3\n')).message).toContain('found "a;b;c"');
  });

  test('a row that is cut off', async () => {
    const fault = await faultOf(good.slice(0, -40));
    expect(fault.message).toMatch(/^line 401: expected 23 cells as in the header, found \d+$/);
  });

  test('a quote that is never closed', async () => {
    const fault = await faultOf(`${good}"#9999,and so on\n`);
    expect(fault.message).toMatch(/^line 402: .* found a quote that is never closed$/);
  });

  test('a quote in the middle of a cell', async () => {
    expect((await faultOf(`${good}#9"9",x\n`)).message).toMatch(
      /^line 402: .* quote in the middle/,
    );
  });

  test('another encoding', async () => {
    const text = Buffer.from(exportText([{}, { tags: 'caf?' }]), 'latin1');
    text[text.lastIndexOf('?')] = 0xe9;
    const fault = await faultOf(text);
    expect(fault.message).toBe(
      'line 3: expected text in UTF-8 (in a spreadsheet: save as "CSV UTF-8"), found bytes of another encoding',
    );
  });

  test('a gzip that is cut off, and a damaged one', async () => {
    const zipped = gzipSync(good);
    expect((await faultOf(zipped.subarray(0, -20))).found).toBe('a file that is cut off');
    const damaged = Buffer.from(zipped);
    damaged.fill(0x55, 200, 260);
    expect((await faultOf(damaged)).expected).toBe('gzip data to their end');
  });

  test('a spreadsheet', async () => {
    expect((await faultOf('PK\u0003\u0004...')).found).toContain('a ZIP file that is cut off');
  });

  test('no file', async () => {
    await expect(openOrderExport('/nowhere/orders.csv')).rejects.toThrow(
      'the file: expected a file that can be read at /nowhere/orders.csv, found no such file',
    );
    await expect(openOrderExport('/')).rejects.toThrow('found a folder');
  });
});
