import { describe, expect, it } from 'vitest';
import { oracleOfExport } from './oracle';
import { readOrderExport } from './order-export';
import { toNumber } from './ratio';

const columns = [
  'Name',
  'Id',
  'Email',
  'Phone',
  'Created at',
  'Financial Status',
  'Currency',
  'Subtotal',
  'Shipping',
  'Taxes',
  'Total',
  'Refunded Amount',
  'Discount Code',
  'Discount Amount',
  'Accepts Marketing',
  'Cancelled at',
  'Lineitem name',
] as const;
type Row = Partial<Record<(typeof columns)[number], string>>;

const base: Row = {
  'Created at': '2024-03-01 12:00:00 +0900',
  'Financial Status': 'paid',
  Currency: 'JPY',
  Subtotal: '1080',
  Shipping: '0',
  Taxes: '0',
  Total: '1080',
  Email: 'a@example.com',
  'Lineitem name': 'Tea',
};

/** An export of these orders, numbered; a row with a name keeps it. */
function csv(...rows: Row[]): string {
  const named = rows.map((row, index) =>
    row.Name === undefined
      ? { ...base, Name: `#${String(index)}`, Id: String(index + 1), ...row }
      : row,
  );
  const lines = named.map((row) => columns.map((column) => `"${row[column] ?? ''}"`).join(','));
  return [columns.join(','), ...lines].join('\r\n');
}

const read = (...rows: Row[]) => oracleOfExport(csv(...rows), '2024-06-01', 'Asia/Tokyo');

describe('an order export', () => {
  it('rows of one name are one order, wherever they are in the file', () => {
    const text = csv(
      { ...base, Name: '#1', Id: '1' },
      { ...base, Name: '#2', Id: '2', Email: 'b@example.com' },
      { Name: '#1', Email: 'a@example.com', 'Lineitem name': 'Cup' },
    );
    expect(readOrderExport([text]).orders.map((order) => order.lineNames)).toEqual([
      ['Cup', 'Tea'],
      ['Tea'],
    ]);
    expect(oracleOfExport(text, '2024-06-01', 'Asia/Tokyo').revenue).toBe(2160);
  });

  it('two Ids under one name are two orders; a row without an Id belongs to that of its time and e-mail', () => {
    const ben = { ...base, Email: 'b@example.com', 'Created at': '2024-04-01 12:00:00 +0900' };
    const rows: Row[] = [
      { ...base, Name: '#1', Id: '12' },
      { ...ben, Name: '#1', Id: '11' },
      {
        Name: '#1',
        Email: 'A@example.com',
        'Created at': '2024-03-01 03:00:00 +0000',
        'Lineitem name': 'Cup',
      },
      { Name: '#1', 'Lineitem name': 'Lid' },
    ];
    for (const texts of [
      [csv(...rows)],
      [csv(...rows.toReversed())],
      rows.map((row) => csv(row)),
    ]) {
      const { orders } = readOrderExport(texts);
      expect(orders.map(({ id, lineNames }) => [id, lineNames])).toEqual([
        [11n, ['Lid', 'Tea']],
        [12n, ['Cup', 'Tea']],
      ]);
    }
  });

  it('a repeated order counts once; a repetition with other values is refused', () => {
    const twice = [
      { ...base, Name: '#1', Id: '1' },
      { Name: '#1', 'Lineitem name': 'Cup' },
    ];
    const texts = [csv(...twice), csv(...twice)];
    expect(oracleOfExport(texts, '2024-06-01', 'Asia/Tokyo')).toMatchObject({
      revenue: 1080,
      orders: { read: 1 },
    });
    expect(readOrderExport(texts).orders.map((order) => order.lineNames)).toEqual([['Cup', 'Tea']]);
    for (const other of [
      { Subtotal: '1' },
      { 'Financial Status': 'voided' },
      { Email: 'b@example.com' },
      { Phone: '0901234567' },
    ])
      expect(() =>
        readOrderExport([
          ...texts,
          csv({ ...base, Name: '#1', Id: '1', ...other }, twice[1] ?? {}),
        ]),
      ).toThrow('differ');
    expect(() => readOrderExport([csv(...twice), csv(twice[0] ?? {})])).toThrow('is missing');
  });

  it('rounded Ids are ignored: a name is an order', () => {
    const { orders } = readOrderExport([
      csv(
        { ...base, Name: '#1', Id: '5.5E+12' },
        { ...base, Name: '#2', Id: '5.5E+12' },
        { Name: '#2', Id: '7' },
      ),
    ]);
    expect(orders.map(({ name }) => name)).toEqual(['#1', '#2']);
  });

  it('without an e-mail address the customer is the phone, or the one address beside that phone', () => {
    const report = read(
      { Email: '', Phone: '+81 90-1234-5678' },
      { Email: '', Phone: '(+81)9012345678', 'Created at': '2024-03-02 12:00:00 +0900' },
      { Email: '', Phone: '0901111111' },
      { Email: 'b@example.com', Phone: '090-111-1111' },
      { Email: '', Phone: '123-456' },
      { Email: '', Phone: '8.19E+11' },
      { Email: '', Phone: '0902222222' },
      { Email: 'c@example.com', Phone: '0902222222' },
      { Email: 'd@example.com', Phone: '0902222222' },
    );
    // Two of one phone; b and a phone of b's; a phone of two addresses; c; d.
    expect(report.customers).toBe(5);
    expect(report.orders.excluded.noCustomer).toBe(2);
  });

  it('the customer is the e-mail address, trimmed, case ignored; without one a guest', () => {
    const report = read(
      { Email: 'Tea.Lover@Example.com ' },
      { Email: ' tea.lover@example.com', 'Created at': '2024-03-02 12:00:00 +0900' },
      { Email: '  ' },
    );
    expect(report.customers).toBe(1);
    expect(report.repeat.funnel.slice(0, 3)).toEqual([1, 1, 0]);
    expect(report.orders.excluded.noCustomer).toBe(1);
    expect(report.shopRevenue).toBe(3240);
  });

  it('the time is Created at, in the zone of the shop', () => {
    // 31 May 23:30 in Tokyo, and midnight of 1 June, written in other zones
    const report = read(
      { 'Created at': '2024-05-31 14:30:00 +0000' },
      { 'Created at': '2024-05-31 11:00:00 -0400' },
    );
    expect(report.orders.read).toBe(1);
    expect(Object.keys(report.cohorts)).toEqual(['2024-05']);
  });

  it('a financial status may be in any case', () => {
    const report = read(
      { 'Financial Status': 'Refunded' },
      { 'Financial Status': 'VOIDED' },
      { 'Financial Status': 'Expired' },
      { 'Financial Status': 'Pending' },
      { 'Financial Status': 'Partially_Refunded', 'Refunded Amount': '80' },
      { 'Cancelled at': '2024-03-02 00:00:00 +0900', 'Financial Status': 'voided' },
      { Subtotal: '0', Total: '0' },
    );
    expect(report.orders.excluded).toMatchObject({
      refunded: 1,
      voided: 2,
      cancelled: 1,
      zeroValue: 1,
    });
    // 1080 + (1080 - 80)
    expect(report.revenue).toBe(2080);
  });

  it('the currency is the commonest of the file', () => {
    const report = read({}, {}, { Currency: 'USD', Subtotal: '20.00', Total: '20.00' });
    expect(report.currency).toBe('JPY');
    expect(report.orders.excluded.otherCurrency).toBe(1);
  });

  it('tax is included if the totals of more than half of the taxed orders include it', () => {
    const included: Row = { Taxes: '115', Shipping: '460', Total: '1540' };
    const onTop: Row = { Taxes: '115', Shipping: '460', Total: '1655' };
    // the goods' part of 115 is 115 x 1080 / 1540 = 80.6, rounded 81: 1080 - 81 = 999.
    // The order without tax does not count
    expect(read(included, included, onTop, {}).revenue).toBe(3 * 999 + 1080);
    // exactly half is not more than half
    expect(read(included, onTop).revenue).toBe(2160);
  });

  it('halves of the minor unit are rounded up', () => {
    // 25 x 1000 / 2000 = 12.5, so 13
    const row: Row = { Subtotal: '1000', Shipping: '1000', Taxes: '25', Total: '2000' };
    expect(read(row).revenue).toBe(987);
    // 0.25 x 10 / 20 = 0.125, so 0.13
    const cents: Row = { Subtotal: '10', Shipping: '10', Taxes: '0.25', Total: '20.00' };
    expect(read({ ...cents, Currency: 'USD' }).revenue).toBe(9.87);
  });

  it('refunds lower revenue, down to 0', () => {
    const report = read(
      { 'Refunded Amount': '300', 'Financial Status': 'partially_refunded' },
      { 'Refunded Amount': '5000', 'Financial Status': 'partially_refunded' },
    );
    expect(report.revenue).toBe(780);
    expect(report.orders.counted).toBe(2);
  });

  it('an order is on discount by its amount or by its code', () => {
    const report = read(
      { 'Discount Amount': '100' },
      { 'Discount Code': 'HELLO', 'Created at': '2024-03-02 12:00:00 +0900' },
      { Email: 'b@example.com' },
      { Email: 'b@example.com', 'Created at': '2024-03-02 12:00:00 +0900', 'Discount Code': 'X' },
    );
    expect(report.segments).toMatchObject({ trend: 1, second: 1 });
  });

  it('a customer is subscribed if the latest counted order says yes', () => {
    const days = ['2024-03-01', '2024-03-02', '2024-03-03'];
    const order = (email: string, day = '', more: Row = {}): Row => ({
      Email: email,
      'Created at': `${day} 12:00:00 +0900`,
      'Accepts Marketing': 'no',
      ...more,
    });
    const report = read(
      // a: yes at last
      ...days.map((day, index) =>
        order('a@example.com', day, { 'Accepts Marketing': index === 2 ? 'yes' : 'no' }),
      ),
      // b: the last yes was cancelled
      ...days.map((day) => order('b@example.com', day)),
      order('b@example.com', '2024-03-09', {
        'Accepts Marketing': 'yes',
        'Cancelled at': '2024-03-09 13:00:00 +0900',
      }),
      // c: of the same second the greater Id counts: 10 says yes, 9 says no
      ...days.slice(0, 2).map((day) => order('c@example.com', day)),
      order('c@example.com', '2024-03-03', { Id: '100', 'Accepts Marketing': 'Yes' }),
      order('c@example.com', '2024-03-03', { Id: '99' }),
      // d: yes after the day of the report
      ...days.map((day) => order('d@example.com', day)),
      order('d@example.com', '2024-06-01', { 'Accepts Marketing': 'yes' }),
    );
    expect(report.stages).toMatchObject({ follower: 2, loyal: 2 });
  });

  it('amounts are exact', () => {
    const [order] = readOrderExport([csv({ Subtotal: '0.1', Total: '0.30' })]).orders;
    expect([order?.subtotal, order?.total].map((one) => one && toNumber(one))).toEqual([0.1, 0.3]);
  });

  it('an export without orders has counts of 0', () => {
    const report = oracleOfExport(columns.join(','), '2024-06-01', 'UTC');
    expect(report.orders.read).toBe(0);
    expect(report.ltv.toDate).toBeNull();
    expect(report.cohorts).toEqual({});
  });
});
