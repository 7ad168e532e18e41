import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { CustomerRecord, OrderRecord } from '../store/records';
import { countByHand, revenueOf } from './count-by-hand';
import { COLUMNS } from './csv/columns';
import { exportText, fileKeeper, furtherLine } from './csv/export-file';
import type { ExportRow } from './csv/export-file';
import { openOrderExport } from './order-export';
import type { OrderExportOptions, OrderExportWorld } from './order-export';

const files = fileKeeper();
afterAll(() => files.remove());

const open = (
  rows: readonly ExportRow[],
  options?: OrderExportOptions,
): Promise<OrderExportWorld> => openOrderExport(files.keep(exportText(rows)), options);

async function all<T>(items: Iterable<T> | AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function ordersOf(
  rows: readonly ExportRow[],
  options?: OrderExportOptions,
): Promise<OrderRecord[]> {
  const world = await open(rows, options);
  const orders = await all(world.orders());
  world.close();
  return orders;
}

async function customersOf(
  rows: readonly ExportRow[],
  options?: OrderExportOptions,
): Promise<CustomerRecord[]> {
  const world = await open(rows, options);
  const customers = await all(world.customers());
  world.close();
  return customers;
}

const revenues = (orders: readonly OrderRecord[]): number[] =>
  orders.map((order) => Number(revenueOf(order)) / 1_000_000);

describe('money', () => {
  const inside = { taxes: '80', shipping: '500', subtotal: '1000', total: '1500' };

  test('tax inside the prices is taken out of the goods in proportion, rounded half up', async () => {
    // 80 × 1000 ÷ 1500 = 53.33 → 53; 81 × 1000 ÷ 1500 = 54; 7 × 1000 ÷ 2000 = 3.5 → 4
    const orders = await ordersOf([
      inside,
      { ...inside, taxes: '81' },
      { ...inside, taxes: '7', shipping: '1000', total: '2000' },
    ]);
    expect(revenues(orders)).toEqual([947, 946, 996]);
  });

  test('the goods’ part of the tax is on the lines and adds up exactly', async () => {
    const [order] = await ordersOf([
      { ...inside, name: '#1', lineQuantity: '3', linePrice: '100' },
      furtherLine({ name: '#1', lineQuantity: '2', linePrice: '350' }),
      furtherLine({ name: '#1', lineQuantity: '0', linePrice: '900' }),
    ]);
    const prices = order?.lines.map((line) => line.taxLines.map((tax) => tax.price));
    expect(prices).toEqual([['15'], ['38'], []]);
    expect(order?.taxesIncluded).toBe(true);
  });

  test('tax is inside when more than half of the orders with taxes say so', async () => {
    const outside = { ...inside, total: '1580' };
    const flag = async (...rows: ExportRow[]): Promise<boolean> => {
      const world = await open(rows);
      world.close();
      return world.facts.taxesIncluded;
    };
    expect(await flag(inside, outside)).toBe(false);
    expect(await flag(inside, inside, outside)).toBe(true);
    // Orders without taxes say nothing; a cancelled or foreign one does.
    expect(await flag(inside, { total: '1000' }, { total: '1000' })).toBe(true);
    expect(
      await flag(outside, inside, { ...inside, cancelledAt: '2024-02-01 09:00:00 +0900' }),
    ).toBe(true);
    // ± 0.005: 5 fils are within it, 6 are not
    const dinar = { currency: 'KWD', subtotal: '1.000', shipping: '0.5', taxes: '0.1' };
    expect(await flag({ ...dinar, total: '1.505' })).toBe(true);
    expect(await flag({ ...dinar, total: '1.506' })).toBe(false);
  });

  test('tax outside the prices is not part of the goods', async () => {
    const orders = await ordersOf([{ ...inside, total: '1580' }]);
    expect(orders.map((order) => order.taxesIncluded)).toEqual([false]);
    expect(revenues(orders)).toEqual([1000]);
  });

  test('a refund lowers the order’s value, but not below zero', async () => {
    const orders = await ordersOf([
      { financialStatus: 'partially_refunded', refundedAmount: '300' },
      { financialStatus: 'paid', refundedAmount: '1200' },
      { financialStatus: 'Refunded', refundedAmount: '1000' },
    ]);
    expect(revenues(orders.slice(0, 2))).toEqual([700, 0]);
    expect(orders.map((order) => order.refundDiscrepancy)).toEqual(['-300', '-1200', '0']);
    expect(orders[2]?.lines[0]?.currentQuantity).toBe(0);
  });

  test('amounts are in the minor unit of their own currency', async () => {
    const orders = await ordersOf([
      { currency: 'USD', subtotal: '11.7', total: '11.70' },
      { currency: 'KWD', subtotal: '1.005', total: '1.005' },
      { currency: 'JPY', subtotal: '1980.00', total: '1980.00' },
      { currency: 'USD', subtotal: '-5', total: '-5.00' },
    ]);
    expect(orders.map((order) => order.subtotal)).toEqual(['11.70', '1.005', '1980', '-5.00']);
  });
});

describe('orders', () => {
  test('rows of one name are one order, anywhere in the file', async () => {
    const world = await open([
      furtherLine({ name: '#2', lineName: 'Pot', lineQuantity: '2' }),
      { name: '#1', id: '1' },
      { name: '#2', id: '2', subtotal: '2000', total: '2000' },
      furtherLine({ name: '#1', lineName: 'Cup' }),
    ]);
    const orders = await all(world.orders());
    expect(orders.map((order) => [order.id, order.subtotal]).sort()).toEqual([
      [1, '1000'],
      [2, '2000'],
    ]);
    const titles = orders.map((order) => order.lines.map((line) => line.title));
    expect(titles.sort()).toEqual([
      ['Pot', 'Sencha'],
      ['Sencha', 'Cup'],
    ]);
    expect(await all(world.products())).toHaveLength(3);
    world.close();
  });

  test('an order is left out for the reason in its fields', async () => {
    const world = await open([
      {},
      { cancelledAt: '2024-02-01 09:00:00 +0900' },
      { financialStatus: 'VOIDED' },
      { financialStatus: 'expired' },
      { financialStatus: 'refunded', refundedAmount: '1000' },
      { currency: 'USD' },
      { subtotal: '0', total: '500', shipping: '500' },
      { email: ' ' },
      { financialStatus: 'Pending' },
      { financialStatus: '' },
    ]);
    const { read, counted, excluded } = await countByHand(world);
    expect(read).toBe(10);
    expect(counted).toHaveLength(3);
    expect(excluded).toEqual({
      cancelled: 1,
      voided: 2,
      refunded: 1,
      otherCurrency: 1,
      zeroValue: 1,
      noCustomer: 1,
    });
    world.close();
  });

  test('a discount amount or a code alone marks an order as discounted', async () => {
    const orders = await ordersOf([
      {},
      { discountAmount: '300' },
      { discountCode: 'WELCOME' },
      { name: '#9', discountAmount: '100', discountCode: 'TEA', linePrice: '1000' },
      furtherLine({ name: '#9', linePrice: '500' }),
    ]);
    const found = orders.map((order) =>
      order.lines.flatMap((line) => line.allocations.map(({ amount, kind }) => [amount, kind])),
    );
    expect(found).toEqual([
      [],
      [['300', 'automatic']],
      [['0', 'code']],
      [
        ['66', 'code'],
        ['34', 'code'],
      ],
    ]);
    expect(orders.map((order) => order.discountCodes)).toEqual([[], [], ['WELCOME'], ['TEA']]);
  });

  test('an order without lines gets one with its whole value', async () => {
    const [order] = await ordersOf([{ lineName: '', lineQuantity: '', linePrice: '' }]);
    expect(order?.lines).toMatchObject([
      { quantity: 1, currentQuantity: 1, originalTotal: '1000' },
    ]);
  });

  test('orders without an Id are numbered by time and name, independent of the order of the rows', async () => {
    const rows = [
      { name: '#3', id: '', createdAt: '2024-03-01 09:00:00 +0900' },
      { name: '#1', id: '', createdAt: '2024-01-01 09:00:00 +0900' },
      { name: '#2', id: '77' },
    ];
    const ids = async (list: ExportRow[]): Promise<Record<string, number>> =>
      Object.fromEntries((await ordersOf(list)).map((order) => [order.name, order.id]));
    const given = await ids(rows);
    expect(given).toEqual({ '#1': 5_000_000_000_001, '#2': 77, '#3': 5_000_000_000_002 });
    expect(await ids(rows.toReversed())).toEqual(given);
  });

  test('orders from the given instant on are left out; the whole file’s facts stay', async () => {
    const world = await open(
      [
        { createdAt: '2024-01-31 08:59:59 +0900', currency: 'USD' },
        { createdAt: '2024-01-31 09:00:00 +0900' },
        { createdAt: '2024-02-01 09:00:00 +0900' },
      ],
      { until: new Date('2024-01-31T00:00:00Z') },
    );
    expect((await all(world.orders())).map((order) => order.id)).toEqual([5001]);
    expect((await all(world.customers())).map((customer) => customer.numberOfOrders)).toEqual([1]);
    expect(world.shop.currencyCode).toBe('JPY');
    world.close();
  });
});

describe('customers', () => {
  test('are e-mail addresses, trimmed, case ignored', async () => {
    const rows = [
      { email: 'B@Example.com' },
      { email: ' b@example.COM ' },
      { email: 'a@example.com' },
    ];
    const customers = await customersOf(rows);
    expect(customers.map(({ email, numberOfOrders }) => [email, numberOfOrders])).toEqual([
      ['a@example.com', 1],
      ['b@example.com', 2],
    ]);
    const orders = await ordersOf(rows);
    expect(orders.map((order) => order.customerId)).toEqual([
      customers[1]?.id,
      customers[1]?.id,
      customers[0]?.id,
    ]);
  });

  const on = (day: string, acceptsMarketing: string, more: ExportRow = {}): ExportRow => ({
    createdAt: `2024-01-${day} 09:00:00 +0900`,
    acceptsMarketing,
    ...more,
  });
  const consentOf = async (rows: ExportRow[], options?: OrderExportOptions): Promise<unknown> =>
    (await customersOf(rows, options))[0]?.emailMarketing;

  test('have the consent of their latest counted order, dated to the start of its run', async () => {
    expect(await consentOf([on('05', 'YES'), on('01', 'no'), on('03', 'true')])).toEqual({
      state: 'SUBSCRIBED',
      updatedAt: '2024-01-03T00:00:00.000Z',
    });
    expect(await consentOf([on('01', 'yes'), on('03', 'No')])).toEqual({
      state: 'UNSUBSCRIBED',
      updatedAt: '2024-01-03T00:00:00.000Z',
    });
    const cancelled = { cancelledAt: '2024-01-09 09:00:00 +0900' };
    expect(await consentOf([on('01', 'yes'), on('03', 'no', cancelled)])).toMatchObject({
      state: 'SUBSCRIBED',
    });
    expect(await consentOf([on('03', 'yes', cancelled)])).toEqual({
      state: 'NOT_SUBSCRIBED',
      updatedAt: null,
    });
  });

  test('follow the numerically greater Id of two orders in one second', async () => {
    const rows = [on('01', 'no', { id: '999' }), on('01', 'yes', { id: '1000' })];
    expect(await consentOf(rows)).toMatchObject({ state: 'SUBSCRIBED' });
    expect(await consentOf(rows.toReversed())).toMatchObject({ state: 'SUBSCRIBED' });
  });

  test('have the consent as of the given day', async () => {
    const rows = [on('01', 'yes'), on('05', 'no')];
    expect(await consentOf(rows, { until: new Date('2024-01-04T00:00:00Z') })).toMatchObject({
      state: 'SUBSCRIBED',
    });
  });
});

describe('files', () => {
  test('with a byte order mark, CRLF, line breaks in cells, gzip and any columns read the same', async () => {
    const text = exportText([
      { name: '#1', tags: 'gift, "wrapped"\nplease', discountCode: 'あ,い' },
      furtherLine({ name: '#1' }),
    ]);
    const lines = text.trimEnd().split('\n');
    const variants = [
      text,
      `\uFEFF${text.replaceAll('\n', '\r\n')}`,
      text.replace(lines[0] ?? '', (lines[0] ?? '').toUpperCase()),
      `${text}\n,,,,,,,,,,,,,,,,,,,,\n`,
      gzipSync(text),
    ];
    const read = await Promise.all(
      variants.map(async (variant) => {
        const world = await openOrderExport(files.keep(variant));
        const [order] = await all(world.orders());
        world.close();
        return [order?.discountCodes, order?.lines.length, order?.subtotal];
      }),
    );
    for (const order of read) expect(order).toEqual([['あ', 'い'], 2, '1000']);
  });

  test('with only the required columns are read, with notes on the unknown facts', async () => {
    const columns = [
      'total',
      'name',
      'email',
      'financialStatus',
      'currency',
      'subtotal',
      'shipping',
      'taxes',
      'createdAt',
    ] as const;
    const world = await openOrderExport(files.keep(exportText([{}], columns)));
    expect(await all(world.orders())).toMatchObject([
      { subtotal: '1000', lines: [{ quantity: 1 }] },
    ]);
    expect(world.facts.notes).toContain(
      `No column "${COLUMNS.refundedAmount}": no partial refund is known.`,
    );
    world.close();
  });

  test('without orders make a shop without orders', async () => {
    const world = await open([]);
    expect(await all(world.orders())).toEqual([]);
    expect(await all(world.customers())).toEqual([]);
    expect(world.facts).toMatchObject({ orders: 0, currencyCode: null, timezone: 'UTC' });
    world.close();
  });

  test('the zone is the given one, else that of the times', async () => {
    const zones = await Promise.all(
      [undefined, 'America/New_York'].map(async (timezone) => {
        const world = await open([{}], { timezone });
        world.close();
        return world.shop.ianaTimezone;
      }),
    );
    expect(zones).toEqual(['Asia/Tokyo', 'America/New_York']);
    await expect(open([{}], { timezone: 'Asia/Edo' })).rejects.toThrow(
      '"Asia/Edo" is not an IANA time zone',
    );
    await expect(open([{}], { timezone: '+09:00' })).rejects.toThrow(RangeError);
  });

  test("of equally common currencies the first by name is the shop's", async () => {
    const world = await open([{ currency: 'USD' }, { currency: 'EUR' }]);
    expect(world.shop.currencyCode).toBe('EUR');
    world.close();
  });
});
