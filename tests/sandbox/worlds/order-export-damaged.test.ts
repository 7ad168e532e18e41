import { afterAll, describe, expect, test } from 'vitest';
import { exportText, faultIn, fileKeeper, furtherLine, shiftJis } from './csv/export-file';
import { openOrderExport } from './order-export';
import type { Language } from './csv/said';

const files = fileKeeper();
afterAll(() => files.remove());

const rows = [
  { name: '#1', id: '1', lineName: '煎茶, "上"', tags: 'ギフト' },
  furtherLine({ name: '#1', lineName: '急須' }),
  { name: '#2', id: '2', lineName: 'カップ\n2個' },
];
const good = exportText(rows);
const lines = good.trimEnd().split('\n');
const header = lines[0] ?? '';

interface Read {
  orders: string;
  notes: string[];
}

async function read(content: string | Uint8Array, language: Language = 'en'): Promise<Read> {
  const world = await openOrderExport(files.keep(content), {
    language,
    timezone: 'Asia/Tokyo',
  });
  const orders = JSON.stringify([...world.orders()]);
  world.close();
  return { orders, notes: world.facts.notes };
}

const faultOf = (content: string | Uint8Array) => faultIn(openOrderExport(files.keep(content)));

/** The same cells with another separator. */
function separated(by: string): string {
  return good.replace(/("(?:[^"]|"")*"|[^,\n]*)(,|\n)/g, (_, cell: string, end: string) =>
    end === ',' ? cell + by : `${cell}\n`,
  );
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

describe('a damaged file reads like the intact one, with a note on the repair', () => {
  const inOneCell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rowsAsCells = good
    .trimEnd()
    .split(/\n(?=[#N])/)
    .map(inOneCell);

  test.each<[string, string | Uint8Array, string, string]>([
    [
      'semicolons',
      separated(';'),
      'The cells are separated by semicolons.',
      '区切り文字はセミコロンです。',
    ],
    ['tabs', separated('\t'), 'The cells are separated by tabs.', '区切り文字はタブです。'],
    [
      'a line for Excel',
      `sep=;\r\n${separated(';')}`,
      'The first line ("sep=") was skipped.',
      '「sep=」の行は読み飛ばしました',
    ],
    [
      'a line for Excel with another separator',
      `"sep=|"\n${separated('|')}`,
      'The cells are separated by |.',
      '区切り文字は|です。',
    ],
    [
      'rows in one cell each',
      rowsAsCells.join('\n'),
      'A spreadsheet has put each row into one cell',
      '各行が1つのセルにまとめられている',
    ],
    [
      'rows in one cell each, filled up',
      `${rowsAsCells.join(';;;\n')};;;`,
      'A spreadsheet has put each row into one cell',
      '各行が1つのセルにまとめられている',
    ],
    [
      'rows with quotes in one cell each',
      [header, ...rowsAsCells.slice(1)].join('\n'),
      'A spreadsheet has put each row into one cell',
      '各行が1つのセルにまとめられている',
    ],
    [
      'a header in the middle',
      [header, ...lines.slice(1, 3), header, ...lines.slice(3)].join('\n'),
      'Skipped 1 header in the middle of the file.',
      '途中にある1件の見出し行',
    ],
    [
      'joined files with byte order marks',
      `\ufeff${[header, ...lines.slice(1, 3)].join('\n')}\n\ufeff"Name"${header.slice(4)}\n${lines.slice(3).join('\n')}`,
      '1 header',
      '1件の見出し行',
    ],
    [
      'a row of sums',
      `${good}Total${','.repeat(9)}2000${','.repeat(12)}\n`,
      'Skipped 1 row of sums ("Total").',
      '1件の合計行を読み飛ばしました',
    ],
    [
      'titles with other blanks',
      good.replace('Financial Status', 'Financial\u00a0 Status'),
      '',
      '',
    ],
    ['a short row of sums in Japanese', `${good}合計,2000\n`, '1 row of sums', '1件の合計行'],
    ['sums in the second column', `${good},Total:,4,5\n`, '1 row of sums', '1件の合計行'],
    [
      'UTF-16',
      Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(good)]),
      'The file is not UTF-8 and was read as UTF-16.',
      'UTF-8ではないため、UTF-16として',
    ],
    [
      'UTF-16 in the other byte order',
      Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(good).swap16()]),
      'read as UTF-16',
      'UTF-16として',
    ],
    ['UTF-16 without a mark', utf16(good), 'read as UTF-16', 'UTF-16として'],
    [
      'Shift_JIS',
      shiftJis(good),
      'The file is not UTF-8 and was read as Shift_JIS.',
      'Shift_JISとして読み込みました',
    ],
    [
      'Shift_JIS after 300 KB of Latin letters',
      shiftJis(good.replace('ギフト', `${'x'.repeat(300_000)}ギフト`)),
      'read as Shift_JIS',
      'Shift_JISとして',
    ],
  ])('%s', async (_, content, en, ja) => {
    const expected = await read(
      String(content).includes('xxxx')
        ? good.replace('ギフト', `${'x'.repeat(300_000)}ギフト`)
        : good,
    );
    expect(expected.notes).toEqual([]);
    const english = await read(content);
    expect(english.orders).toBe(expected.orders);
    expect(english.notes.join('\n')).toContain(en);
    expect((await read(content, 'ja')).notes.join('\n')).toContain(ja);
  });

  test('Ids are all ignored when a spreadsheet has rounded them', async () => {
    const rounded = exportText([
      { name: '#1', id: '5.5E+12' },
      { name: '#2', id: '5,50123e+12' },
      { name: '#3', id: '7' },
      furtherLine({ name: '#3', id: '5.5E+12' }),
    ]);
    const world = await openOrderExport(files.keep(rounded), { timezone: 'Asia/Tokyo' });
    const orders = [...world.orders()];
    expect(orders.map(({ name, lines: own }) => [name, own.length])).toEqual([
      ['#1', 1],
      ['#2', 1],
      ['#3', 2],
    ]);
    expect(new Set(orders.map(({ id }) => id)).size).toBe(3);
    expect(orders.every(({ id }) => id > 5_000_000_000_000)).toBe(true);
    expect(world.facts.notes[0]).toContain('The column "Id" was rounded by a spreadsheet');
    world.close();
  });

  test('missing columns are named in both languages', async () => {
    const short = exportText(
      [{}],
      [
        'name',
        'email',
        'financialStatus',
        'currency',
        'subtotal',
        'shipping',
        'taxes',
        'total',
        'createdAt',
      ],
    );
    expect((await read(short)).notes).toContain(
      'No column "Phone": orders without an e-mail address have no customer.',
    );
    expect((await read(short, 'ja')).notes).toContain(
      '「Cancelled at」列がありません。注文のキャンセルは分かりません。',
    );
    const joined = [short, good.replaceAll('#', '#7')];
    for (const content of [joined.join(''), joined.toReversed().join('')])
      expect((await read(content)).notes.join('\n')).toMatch(/No column "Phone".*[^]*1 header/);
  });
});

describe('bytes of an unknown encoding are refused with their line', () => {
  const latin = (text: string): Buffer =>
    Buffer.from(exportText([{}, { tags: text }, {}]), 'latin1');

  test.each([
    ['Western text that is Shift_JIS by chance', latin('Métier de thé'), 3],
    ['Western text with private-use letters in Shift_JIS', latin('Straße, Größe, für alle'), 3],
    ['Western text that is not Shift_JIS', latin('café'), 3],
    [
      'Japanese in UTF-8 with one damaged byte',
      Buffer.concat([
        Buffer.from(exportText([{ tags: '煎茶' }, { tags: '抹' }])).subarray(0, -40),
        Buffer.from([0xe6, 0x0a]),
      ]),
      3,
    ],
  ])('%s', async (_, content, line) => {
    const fault = await faultOf(content);
    expect(fault.found).toBe('bytes of another encoding');
    expect(fault.line).toBe(line);
  });

  test('zero bytes, as a full disk leaves them', async () => {
    const fault = await faultOf(`${good}${'\0'.repeat(5000)}`);
    expect(fault.found).toContain('zero bytes');
    expect(fault.line).toBe(good.split('\n').length);
  });
});

describe('lines are counted as an editor counts them', () => {
  const bad = exportText([
    { tags: 'one\ntwo\nthree' },
    furtherLine({ name: '#1001', tags: 'a\n\nb' }),
    { subtotal: 'x' },
  ]);

  test.each([
    ['LF', bad],
    ['CRLF', bad.replaceAll('\n', '\r\n')],
    ['CR', bad.replaceAll('\n', '\r')],
    ['CRLF between rows, LF in cells', bad.replace(/\n(?=[#L])/g, '\r\n')],
    ['a line for Excel before them', `sep=,\n${bad}`],
    ['blank lines between them', bad.replace(/\n(?=#)/g, '\n\n')],
  ])('%s', async (name, content) => {
    const before = content.slice(0, content.indexOf(',x,'));
    expect((await faultOf(content)).line, name).toBe(before.split(/\r\n|\r|\n/).length);
  });

  test('a shortened quote keeps its quotation marks', async () => {
    const fault = await faultOf(exportText([{ subtotal: 'あ'.repeat(100) }]));
    expect(fault.found).toBe(`"${'あ'.repeat(60)}…"`);
    expect(fault.sentence('ja')).toContain(`"${'あ'.repeat(60)}…"でした`);
  });
});
