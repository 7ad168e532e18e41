import { afterAll, describe, expect, test } from 'vitest';
import { exportText, faultIn, fileKeeper, type ExportRow } from './csv/export-file';
import { openOrderExport, type OrderExportOptions } from './order-export';

const files = fileKeeper();
afterAll(() => files.remove());

/** Reads a file of these orders: its facts, and the orders' times in the file's order. */
async function read(rows: ExportRow[], options: OrderExportOptions = {}) {
  const world = await openOrderExport(files.keep(exportText(rows)), options);
  const times = [...world.orders()].map(({ createdAt, cancelledAt }) => cancelledAt ?? createdAt);
  world.close();
  const { shop, facts, asOf } = world;
  return { times, timezone: shop.ianaTimezone, zone: facts.zone, notes: facts.notes, asOf };
}

const at = (...times: string[]): ExportRow[] => times.map((createdAt) => ({ createdAt }));

const refusal = (rows: ExportRow[]) => faultIn(read(rows));

describe("the shop's zone", () => {
  const european = ['2024-01-31 09:00:00 +0100', '2024-07-31 09:00:00 +0200'];

  test('is chosen by times, currency and billing country, and the notes say so', async () => {
    const rows = (country: string): ExportRow[] =>
      [...european, '2024-08-01 10:00:00 +0200'].map((createdAt, order) => ({
        ...{ createdAt, currency: 'EUR', billingCountry: order === 0 ? 'FR' : country },
      }));
    const { timezone, zone, notes } = await read(rows('de'));
    expect(timezone).toBe('Europe/Berlin');
    expect(zone).toMatchObject({ by: ['currency', 'country', 'common'] });
    expect(notes).toContain(
      `Time zone Europe/Berlin: of ${zone?.fits ?? 0} that fit the times in the file, chosen by the currency EUR, then the billing country DE, then how common it is. For another one: --timezone ZONE.`,
    );
    expect((await read(rows('IT'), { language: 'ja' })).notes).toContain(
      `タイムゾーンはEurope/Romeです。ファイルの日時に合う${zone?.fits ?? 0}件から、通貨（EUR）、請求先の国（IT）で選びました。変更するには --timezone ZONE を指定してください。`,
    );
  });

  test('needs no choice if only one fits, and none if it is given', async () => {
    const rows = at('2024-01-31 09:00:00 +1345', '2024-07-31 09:00:00 +1245');
    const alone = await read(rows);
    expect(alone).toMatchObject({ timezone: 'Pacific/Chatham', zone: { fits: 1 } });
    expect(alone.notes.join()).toContain('Time zone Pacific/Chatham: the only one that fits');
    const told = await read(rows, { timezone: 'Asia/Tokyo' });
    expect(told).toMatchObject({ timezone: 'Asia/Tokyo', zone: null });
    expect(told.notes.join()).not.toContain('zone');
    expect(told.times).toEqual(alone.times);
  });

  test('counts the votes of orders, in any number of files', async () => {
    const [german, french] = ['DE', 'FR'].map((billingCountry) =>
      [1, 2, 3].map((n) => ({
        ...{ createdAt: '2024-01-31 09:00:00 +0100', currency: 'EUR', billingCountry },
        id: `${billingCountry === 'DE' ? n : n + 3}`,
        name: `#${billingCountry}${n}`,
      })),
    );
    const part = exportText(french?.slice(1) ?? []);
    const world = await openOrderExport(
      [exportText([...(german ?? []), ...(french?.slice(1) ?? [])]), part, part].map(files.keep),
    );
    expect(world.shop.ianaTimezone).toBe('Europe/Berlin');
    world.close();
  });

  test('is requested when the times fit none', async () => {
    const rows = at('2024-01-31 09:00:00 +0900', '2024-01-31 09:00:00 -0500');
    const error = await refusal(rows);
    expect(error).toMatchObject({ line: null, column: 'Created at' });
    expect(error.message).toMatch(/\(-0500, \+0900\)\. Name .* --timezone Asia\/Tokyo$/);
    expect(error.sentence('ja')).toMatch(/時差（-0500、\+0900）でした。--timezone/);
    const shops = rows.map((row, id) => files.keep(exportText([{ ...row, id: `${id + 1}` }])));
    await expect(openOrderExport(shops)).rejects.toThrow('one shop at a time');
    const told = await read(rows, { timezone: 'Asia/Tokyo' });
    expect(told.times).toEqual(['2024-01-31T00:00:00.000Z', '2024-01-31T14:00:00.000Z']);
  });
});

describe('times without an offset', () => {
  test('are read in the given zone, beside others with an offset', async () => {
    const { times } = await read(
      [
        ...at('2024/6/14 19:09', '2024-06-14 19:09:30', '2024/6/14 7:10 PM'),
        { createdAt: '2024-06-14 10:11:00 +0000' },
        { createdAt: '2024/6/14 19:12', cancelledAt: '2024/6/15 0:00' },
      ],
      { timezone: 'Asia/Tokyo' },
    );
    expect(times).toEqual([
      '2024-06-14T10:09:00.000Z',
      '2024-06-14T10:09:30.000Z',
      '2024-06-14T10:10:00.000Z',
      '2024-06-14T10:11:00.000Z',
      '2024-06-14T15:00:00.000Z',
    ]);
  });

  test('stay on their day when a clock change skips or repeats them', async () => {
    const { times } = await read(
      at('2024/3/10 2:30', '2024/11/3 1:30', '2024/11/3 2:00', '2024/7/1 0:00'),
      { timezone: 'America/New_York' },
    );
    // 02:30 in winter time is 03:30 in summer time; 01:30 comes first in summer time
    expect(times).toEqual([
      '2024-03-10T07:30:00.000Z',
      '2024-11-03T05:30:00.000Z',
      '2024-11-03T07:00:00.000Z',
      '2024-07-01T04:00:00.000Z',
    ]);
    const midnight = await read(at('2018/11/4 0:00', '2018/11/4 0:30'), {
      timezone: 'America/Sao_Paulo',
    });
    expect(midnight.times).toEqual(['2018-11-04T03:00:00.000Z', '2018-11-04T03:30:00.000Z']);
  });

  test('are refused without a zone, with what to do', async () => {
    const error = await refusal([{}, ...at('2024/6/14 19:09')]);
    expect(error).toMatchObject({ line: 3, column: 'Created at', found: '"2024/6/14 19:09"' });
    expect(error.message).toMatch(/says no offset .* --timezone Asia\/Tokyo$/);
    expect(error.sentence('ja')).toContain('--timezone Asia/Tokyo');
    const cancelled = await refusal([{ cancelledAt: '2024-06-14 19:09' }]);
    expect(cancelled).toMatchObject({ line: 2, column: 'Cancelled at' });
    // a zone would not help
    expect((await refusal(at('6/14/2024 19:09'))).message).not.toContain('--timezone');
  });
});

test('the day of the numbers is the one after the last order, in the zone, regardless of `until`', async () => {
  const rows = at(
    '2024-02-28 20:00:00 +0900',
    '2024-02-29 23:30:00 +0900',
    '2024-01-01 09:00:00 +0900',
  );
  expect((await read(rows)).asOf).toBe('2024-03-01');
  // half past two in the afternoon
  expect((await read(rows, { timezone: 'UTC' })).asOf).toBe('2024-03-01');
  expect((await read(rows, { timezone: 'Pacific/Kiritimati' })).asOf).toBe('2024-03-02');
  expect((await read(rows, { until: new Date('2024-02-01T00:00:00Z') })).asOf).toBe('2024-03-01');
  // an order that the app sets apart
  const odd = [...rows, ...at('2730-01-01 09:00:00 +0900')];
  expect((await read(odd)).asOf).toBe('2024-03-01');
});
