import { afterAll, describe, expect, test } from 'vitest';
import { exportText, faultIn, fileKeeper, furtherLine, type ExportRow } from './csv/export-file';
import { openOrderExport, type OrderExportWorld } from './order-export';

const files = fileKeeper();
afterAll(() => files.remove());

const open = (...lists: ExportRow[][]): Promise<OrderExportWorld> =>
  openOrderExport(
    lists.map((rows) => files.keep(exportText(rows))),
    { timezone: 'Asia/Tokyo' },
  );

/** Orders as `Id Name: goods`, with the notes. */
async function read(...lists: ExportRow[][]): Promise<{ orders: string[]; notes: string[] }> {
  const world = await open(...lists);
  const orders = [...world.orders()].map(
    ({ id, name, lines }) =>
      `${id} ${name}: ${lines
        .map(({ title, quantity }) => `${quantity} ${title}`)
        .sort()
        .join(', ')}`,
  );
  world.close();
  return { orders: orders.sort(), notes: world.facts.notes };
}

const faultOf = (...lists: ExportRow[][]) => faultIn(open(...lists));

const tea: ExportRow = { name: '#1', id: '11', lineName: 'Tea' };
const pot: ExportRow = {
  name: '#1',
  id: '12',
  lineName: 'Pot',
  email: 'ben@example.com',
  createdAt: '2024-02-02 09:00:00 +0900',
};
const of = (head: ExportRow, lineName: string, more: ExportRow = {}): ExportRow =>
  furtherLine({
    name: '#1',
    lineName,
    createdAt: head.createdAt ?? '2024-01-31 09:00:00 +0900',
    email: head.email ?? 'hana@example.com',
    ...more,
  });

describe('an order is an Id', () => {
  test('two Ids under one Name are two orders; further rows match by time and e-mail, anywhere in the files', async () => {
    const rows = [tea, of(tea, 'Cup'), pot, of(pot, 'Lid'), of(tea, 'Spoon', { id: '11' })];
    const expected = ['11 #1: 1 Cup, 1 Spoon, 1 Tea', '12 #1: 1 Lid, 1 Pot'];
    expect((await read(rows)).orders).toEqual(expected);
    expect((await read(rows.toReversed())).orders).toEqual(expected);
    const [first, ...others] = rows;
    const parts = await read(others, [first ?? {}]);
    expect(parts.orders).toEqual(expected);
    expect(parts.notes).toContain(
      'Counted by Id, since another order has the same name: 2 orders.',
    );
  });

  test('a row without a clear order goes to the smallest Id, with a note', async () => {
    const blank = furtherLine({ name: '#1', lineName: 'Cup', email: '', createdAt: '' });
    const other = of({ ...tea, createdAt: '2020-01-01 09:00:00 +0900' }, 'Lid');
    for (const rows of [
      [pot, blank, tea, other],
      [blank, other, tea, pot],
    ]) {
      const { orders, notes } = await read(rows);
      expect(orders).toEqual(['11 #1: 1 Cup, 1 Lid, 1 Tea', '12 #1: 1 Pot']);
      expect(notes.at(-1)).toBe(
        'Counted with the smallest Id, since the rows do not say whose they are: 2 lines.',
      );
    }
  });

  test('without an Id column, or with an empty Id, a Name is an order', async () => {
    const heads = [
      { ...tea, id: '' },
      furtherLine({ name: '#1', lineName: 'Cup' }),
      { name: '#2', id: '' },
    ];
    expect((await read(heads)).orders.map((order) => order.replace(/^\d+ /, ''))).toEqual([
      '#1: 1 Cup, 1 Tea',
      '#2: 1 Sencha',
    ]);
    // The same order once with its Id, once without.
    expect((await read([tea, { ...tea, id: '' }])).orders).toEqual(['11 #1: 1 Tea']);
    expect((await read([tea, pot, { ...pot, id: '' }])).orders).toEqual([
      '11 #1: 1 Tea',
      '12 #1: 1 Pot',
    ]);
  });
});

describe('an order that appears more than once', () => {
  const twins = [tea, of(tea, 'Cup'), of(tea, 'Cup')];

  test('counts once, with its lines', async () => {
    const expected = ['11 #1: 1 Cup, 1 Cup, 1 Tea'];
    expect((await read(twins)).orders).toEqual(expected);
    for (const lists of [[twins, twins], [[...twins, ...twins, ...twins.toReversed()]]]) {
      const { orders, notes } = await read(...lists);
      expect(orders).toEqual(expected);
      expect(notes).toContain('Counted once although repeated in the files: 1 order.');
    }
  });

  test('counts once, with any format of its cells and any value of unused ones', async () => {
    const again = {
      ...tea,
      email: ' HANA@example.com',
      subtotal: '1000.00',
      createdAt: '2024-01-31T00:00:00Z',
      financialStatus: 'Paid',
      acceptsMarketing: '',
      id: '11.0',
      tags: 'later',
    };
    for (const rows of [
      [tea, again],
      [again, tea],
    ]) {
      const world = await open(rows);
      expect([...world.orders()]).toMatchObject([{ id: 11, subtotal: '1000', tags: ['later'] }]);
      world.close();
    }
  });

  test('has one vote for the currency and for tax inside the prices', async () => {
    const dollars = { name: '#2', id: '22', currency: 'USD' };
    const outside = { taxes: '80', total: '1080' };
    const world = await open(
      [
        tea,
        { ...tea, name: '#3', id: '13', taxes: '80' },
        { ...tea, name: '#4', id: '14', taxes: '80' },
        dollars,
      ],
      [
        { name: '#5', id: '15', ...outside },
        { name: '#5', id: '15', ...outside },
        { name: '#5', id: '15', ...outside },
      ],
      [dollars, dollars, dollars, dollars],
    );
    expect(world.facts).toMatchObject({ orders: 5, currencyCode: 'JPY', taxesIncluded: true });
    world.close();
  });

  test.each<[ExportRow, string, string]>([
    [{ subtotal: '900' }, 'Subtotal', '"900" instead of "1000"'],
    [{ financialStatus: 'refunded' }, 'Financial Status', '"REFUNDED" instead of "PAID"'],
    [
      { createdAt: '2024-01-31 09:00:01 +0900' },
      'Created at',
      '"2024-01-31T00:00:01.000Z" instead of',
    ],
    [
      { cancelledAt: '2024-01-31 09:00:00 +0900' },
      'Cancelled at',
      '"2024-01-31T00:00:00.000Z" instead of ""',
    ],
    [{ acceptsMarketing: 'yes' }, 'Accepts Marketing', '"yes" instead of "no"'],
    [{ refundedAmount: '5' }, 'Refunded Amount', '"5" instead of "0"'],
    [{ discountCode: 'TEA' }, 'Discount Code', '"TEA" instead of ""'],
    [{ discountAmount: '5' }, 'Discount Amount', '"5" instead of "0"'],
    [{ shipping: '5' }, 'Shipping', '"5" instead of "0"'],
    [{ taxes: '5' }, 'Taxes', '"5" instead of "0"'],
    [{ total: '5' }, 'Total', '"5" instead of "1000"'],
    [{ currency: 'USD' }, 'Currency', '"USD" instead of "JPY"'],
    [{ source: 'pos' }, 'Source', '"pos" instead of "web"'],
  ])(
    'with another cell %j is refused, naming both rows and what to do',
    async (cell, column, values) => {
      const fault = await faultOf([{ name: '#0', id: '1' }, tea], [{ ...tea, ...cell }]);
      expect(fault.message).toMatch(
        new RegExp(
          `^orders-\\d+\\.csv, line 2, column "${column}": expected order "#1 \\(Id 11\\)" to say the same`,
        ),
      );
      expect(fault.message).toMatch(/found another .* than in orders-\d+\.csv, line 3: /);
      expect(fault.message).toContain(values);
      expect(fault.message).toContain(
        'export all orders anew in one go, or leave the older file out',
      );
      expect(fault.sentence('ja')).toMatch(/csvの2行目の「.*列: .*csvの3行目と違う値/);
    },
  );

  test('with another customer is refused without naming them', async () => {
    for (const cell of [{ email: 'ben@example.com' }, { phone: '090-1234-5678' }]) {
      const { message } = await faultOf([tea, { ...tea, ...cell }]);
      expect(message).toMatch(/line 3, column "(Email|Phone)": .* than in line 2\. /);
      expect(message).not.toMatch(/ben@|1234/);
    }
  });

  test('is refused when a part of it is missing, or its fields are on every row', async () => {
    const cut = await faultOf(twins, twins.slice(0, 2));
    expect(cut.message).toMatch(
      /line 2: expected every line of order "#1" 2 times, as its first row, found some of them less often/,
    );
    const denormal = await faultOf([tea, { ...tea, lineName: 'Cup' }]);
    expect(denormal.message).toContain('or its fields stand on every row');
  });

  test('under two Names is refused, naming both', async () => {
    const fault = await faultOf([tea], [{ ...tea, name: '#7' }]);
    expect(fault.message).toMatch(
      /line 2, column "Id": expected an Id that no other order has, found 11 on #1 and #7 \(orders-\d+\.csv, line 2\)/,
    );
  });
});

describe('the customer of an order without an e-mail address is its phone', () => {
  const guest = (phone: string, more: ExportRow = {}): ExportRow => ({ email: '', phone, ...more });

  async function customers(rows: ExportRow[]): Promise<(string | null)[]> {
    const world = await open(rows);
    const known = new Map(
      [...world.customers()].map(({ id, email }) => [id, email ?? `phone ${id % 1000}`]),
    );
    const whose = [...world.orders()].map(({ customerId }) =>
      customerId === null ? null : (known.get(customerId) ?? 'nobody'),
    );
    world.close();
    return whose;
  }

  test('digits and a leading +, in any format', async () => {
    expect(
      await customers([
        guest('+81 90-1234-5678'),
        guest("'+819012345678"),
        guest('(+81)90 1234 5678'),
        guest('＋８１　９０－１２３４－５６７８'),
        guest('819012345678'),
        guest('1234567'),
        guest('123-456'),
        guest(''),
      ]),
    ).toEqual(['phone 1', 'phone 1', 'phone 1', 'phone 1', 'phone 3', 'phone 2', null, null]);
  });

  test('the one address that the files have beside it; with two addresses, the phone alone', async () => {
    expect(
      await customers([
        guest('090-1111-1111'),
        { email: 'A@example.com', phone: '09011111111' },
        { email: 'a@example.com', phone: '09011111111' },
      ]),
    ).toEqual(['a@example.com', 'a@example.com', 'a@example.com']);
    expect(
      await customers([
        guest('0901111111'),
        { email: 'a@example.com', phone: '0901111111' },
        { email: 'b@example.com', phone: '0901111111' },
      ]),
    ).toEqual(['phone 3', 'a@example.com', 'b@example.com']);
  });

  test('a number that a spreadsheet has rounded does not count, because others share it', async () => {
    expect(await customers([guest('8.19012E+11'), guest('8,19012e+11')])).toEqual([null, null]);
  });

  test('is in a note, and has its own consent', async () => {
    const world = await open([guest('0901234567', { acceptsMarketing: 'yes' }), {}]);
    expect([...world.customers()].at(-1)).toMatchObject({
      email: null,
      numberOfOrders: 1,
      emailMarketing: { state: 'SUBSCRIBED' },
    });
    expect(world.facts.notes).toEqual([
      'Given to a customer by phone number, since there is no e-mail address: 1 order.',
    ]);
    world.close();
  });
});
