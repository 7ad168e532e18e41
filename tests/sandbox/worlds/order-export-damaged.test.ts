import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { BadOrderExport } from './csv/bad-order-export';
import { exportText, fileKeeper, furtherLine } from './csv/export-file';
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

async function faultOf(content: string | Uint8Array): Promise<BadOrderExport> {
  const fault: unknown = await openOrderExport(files.keep(content)).catch(
    (error: unknown) => error,
  );
  if (fault instanceof BadOrderExport) return fault;
  throw new Error(`read, or failed otherwise: ${String(fault)}`);
}

/** The same cells with another separator. */
function separated(by: string): string {
  return good.replace(/("(?:[^"]|"")*"|[^,\n]*)(,|\n)/g, (_, cell: string, end: string) =>
    end === ',' ? cell + by : `${cell}\n`,
  );
}

/** Bytes of Shift_JIS, two for each character outside ASCII. */
function shiftJis(text: string): Buffer {
  const codes = new Map<string, Buffer>();
  const decoder = new TextDecoder('shift_jis');
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    if (lead >= 0xa0 && lead < 0xe0) continue;
    for (let trail = 0x40; trail <= 0xfc; trail += 1) {
      const bytes = Buffer.from([lead, trail]);
      const letter = decoder.decode(bytes);
      if (letter.length === 1 && !codes.has(letter)) codes.set(letter, bytes);
    }
  }
  return Buffer.concat([...text].map((letter) => codes.get(letter) ?? Buffer.from(letter)));
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

describe('another kind of file is named, with what to do', () => {
  const wayOut =
    'In Shopify: Orders → Export → "Plain CSV file" → Export orders; do not save it in Excel';

  test.each<[string, string | Uint8Array, string, string]>([
    [
      'BASE',
      shiftJis(
        '注文ID,注文日時,氏(請求先),名(請求先),郵便番号(請求先),都道府県(請求先),住所(請求先)\n1,2024-01-01,山,田,1,東京,x\n',
      ),
      'the order export of BASE',
      'BASEの注文CSV',
    ],
    [
      'BASE in full width',
      '注文ID,注文日時,氏（請求先）,名（請求先）\n1,2,3,4\n',
      'the order export of BASE',
      'BASEの注文CSV',
    ],
    [
      'STORES',
      '"オーダー番号","オーダー日","アイテム名","個数","小計","配送料"\n1,2,3,4,5,6\n',
      'the order export of STORES',
      'STORESの注文CSV',
    ],
    [
      'Rakuten',
      shiftJis(
        '"注文番号","ステータス","サブステータスID","サブステータス","注文日時","注文日"\n1,2,3,4,5,6\n',
      ),
      'the order export of Rakuten RMS',
      '楽天RMSの受注CSV',
    ],
    [
      'EC-CUBE',
      '注文ID,注文番号,会員ID,お名前(姓),お名前(名),対応状況(ID),対応状況(名称)\n1,2,3,4,5,6,7\n',
      'the order export of EC-CUBE',
      'EC-CUBEの受注CSV',
    ],
    [
      'ecforce',
      '受注ID,受注番号,顧客番号,購入URL,購入オファー,定期受注番号,メールアドレス,小計\n1,2,3,4,5,6,7,8\n',
      'the order export of ecforce',
      'ecforceの受注CSV',
    ],
    [
      'WooCommerce',
      '"Order Number","Order Status","Order Date","Customer Note","First Name (Billing)"\n1,2,3,4,5\n',
      'the order export of WooCommerce',
      'WooCommerceの注文CSV',
    ],
    [
      'WooCommerce Analytics',
      'Date,"Order #","N. Revenue (formatted)",Status,Customer,"Customer type"\n1,2,3,4,5,6\n',
      'the order export of WooCommerce',
      'WooCommerceの注文CSV',
    ],
    [
      'WooCommerce with tabs',
      'order_id\torder_number\torder_date\tpaid_date\tstatus\n1\t2\t3\t4\t5\n',
      'the order export of WooCommerce',
      'WooCommerceの注文CSV',
    ],
    [
      'WooCommerce by another plug-in',
      'order_id,order_number_formatted,order_number,date,status\n1,2,3,4,5\n',
      'the order export of WooCommerce',
      'WooCommerceの注文CSV',
    ],
    [
      'Color Me Shop',
      shiftJis('売上ID,受注日,購入者 名前,購入者 郵便番号\n1,2,3,4\n'),
      'the order export of Color Me Shop',
      'カラーミーショップの受注CSV',
    ],
    [
      'Etsy',
      'Sale Date,Order ID,Buyer User ID,Full Name,Currency\n1,2,3,4,5\n',
      'the order export of Etsy',
      'Etsyの注文CSV',
    ],
    [
      'eBay',
      'Sales Record Number,Order Number,Buyer Username,Buyer Name\n1,2,3,4\n',
      'the order export of eBay',
      'eBayの注文CSV',
    ],
    [
      'titles in another language',
      '注文,メール,支払い状況,通貨,小計,配送料,税金,合計,作成日\n1,2,3,4,5,6,7,8,9\n',
      '"注文,メール,支払い状況,通貨,小計,配送料,税金,合計,作成日". Shopify writes these titles in English',
      'Shopifyの見出しは、管理画面の言語にかかわらず英語です',
    ],
    [
      'an amount with a sign of currency',
      exportText([{ subtotal: '¥1,200' }]),
      '"¥1,200"',
      '"¥1,200"でした。Shopifyの「注文管理」',
    ],
    [
      'a time of Excel',
      exportText([{ createdAt: '6/14/2024 19:09' }]),
      '"6/14/2024 19:09"',
      '"6/14/2024 19:09"でした。Shopifyの「注文管理」',
    ],
    [
      'a gzip twice',
      gzipSync(gzipSync(good)),
      'a gzip file in another one',
      '圧縮ファイルの中のgzip',
    ],
    [
      'Matrixify without lines',
      'ID,Name,Command,Customer: Email\n1,2,3,4\n',
      'an export of the app Matrixify',
      'アプリ「Matrixify」のCSV',
    ],
    [
      'Matrixify',
      'ID,Name,Phone,Email,Note,Price: Total,Line: Type,Line: ID\n1,2,3,4,5,6,7,8\n',
      'an export of the app Matrixify',
      'アプリ「Matrixify」のCSV',
    ],
    [
      'Recharge',
      'charge_id,customer_id,scheduled_at,email,line_item_title\n1,2,3,4,5\n',
      'an export of the app Recharge',
      'アプリ「Recharge」のCSV',
    ],
    [
      'customers of Shopify',
      'Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent\n1,2,3,4,5,6\n',
      'Shopify’s export of customers',
      'Shopifyの「顧客」のCSV',
    ],
    [
      'JSON lines',
      '{"id":"gid://shopify/Order/1"}\n{"id":"gid://shopify/Order/2"}\n',
      'JSON lines, as the bulk operations of the API give them',
      'APIの一括処理で得られるJSONL',
    ],
    ['JSON', '\ufeff[{"id":1}]', 'found JSON', 'JSON'],
    ['a web page', '<!DOCTYPE html><table>', 'a web page or XML', 'HTMLまたはXML'],
    [
      'an old workbook',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]),
      'an Excel workbook (.xls',
      'Excelブック（.xls',
    ],
    ['a PDF', '%PDF-1.7\n', 'a PDF', 'PDF'],
  ])('%s', async (_, content, en, ja) => {
    const fault = await faultOf(content);
    expect(fault.message).toContain(`found ${en.replace(/^found /, '')}`);
    expect(fault.message).toContain(wayOut);
    expect(fault.sentence('ja')).toContain(`${ja}`);
    expect(fault.sentence('ja')).toContain('Excelで保存し直さずに使ってください');
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
