import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { BadOrderExport } from './csv/bad-order-export';
import { exportText } from './csv/export-file';
import { zipOf, type ZipMember } from './csv/zip-file';
import { openOrderExport } from './order-export';

const folder = mkdtempSync(join(tmpdir(), 'order-export-zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

function keep(content: Uint8Array | string, name?: string): string {
  files += 1;
  const file = join(folder, name ?? `orders-${files}.zip`);
  writeFileSync(file, content);
  return file;
}

const one = exportText([{ name: '#1', id: '1' }]);
const two = exportText([{ name: '#2', id: '2', tags: 'あ' }]);
const csv = (name: string, more: Partial<ZipMember> = {}): ZipMember => ({
  name,
  content: one,
  ...more,
});

async function read(...paths: string[]): Promise<{ orders: string[]; notes: string[] }> {
  const world = await openOrderExport(paths, { timezone: 'Asia/Tokyo' });
  const orders = [...world.orders()].map((order) => order.name).sort();
  world.close();
  return { orders, notes: world.facts.notes };
}

describe('a ZIP of exports is read', () => {
  const members = [csv('orders_export_1.csv'), { name: 'deep/orders_export_2.csv', content: two }];

  test.each([
    ['as Shopify mails it', zipOf(members)],
    ['in the long form', zipOf(members, { long: true })],
    ['with stored files', zipOf(members.map((member) => ({ ...member, method: 0 })))],
    ['with gzip in it', zipOf([csv('1.csv'), { name: '2.csv.gz', content: gzipSync(two) }])],
    ['with a folder in it', zipOf([...members, { name: 'empty/', content: '' }])],
  ])('%s', async (_, content) => {
    expect((await read(keep(content))).orders).toEqual(['#1', '#2']);
  });

  test('without the extra files of macOS and Windows; others are in a note', async () => {
    const { orders, notes } = await read(
      keep(
        zipOf([
          csv('orders.csv'),
          { name: '__MACOSX/._orders.csv', content: '\u0000\u0005\u0016\u0007' },
          { name: '.DS_Store', content: 'x' },
          { name: 'Thumbs.db', content: 'x' },
          { name: 'picture.png', content: 'x' },
        ]),
      ),
    );
    expect(orders).toEqual(['#1']);
    expect(notes).toEqual(['Not read, because it is not CSV: picture.png.']);
  });

  test('and so are a folder and any number of files', async () => {
    const inside = mkdtempSync(join(folder, 'folder-'));
    writeFileSync(join(inside, 'a.csv'), one);
    writeFileSync(join(inside, 'b.zip'), zipOf([{ name: 'b.csv', content: two }]));
    writeFileSync(join(inside, '.hidden.csv'), 'x');
    writeFileSync(join(inside, 'notes.md'), 'x');
    expect((await read(inside)).orders).toEqual(['#1', '#2']);
    const third = keep(exportText([{ name: '#3', id: '3' }]), 'third.csv');
    expect((await read(inside, third, join(inside, 'a.csv'))).orders).toEqual(['#1', '#2', '#3']);
    await expect(openOrderExport(mkdtempSync(join(folder, 'empty-')))).rejects.toThrow(
      'found a folder without any',
    );
  });
});

describe('a ZIP is refused with a sentence', () => {
  const office = (name: string): ZipMember => ({ name, content: '<x/>' });
  const cut = zipOf([csv('orders.csv')]);

  test.each<[string, Uint8Array, string, string]>([
    [
      'Excel',
      zipOf([office('[Content_Types].xml'), office('xl/workbook.xml')]),
      'an Excel workbook (.xlsx). In Shopify: Orders → Export',
      'Excelブック（.xlsx）でした。Shopifyの「注文管理」→「エクスポート」',
    ],
    [
      'Numbers',
      zipOf([office('Index/Document.iwa'), office('preview.jpg')]),
      'a Numbers document',
      'Numbersの書類',
    ],
    [
      'Word',
      zipOf([office('[Content_Types].xml'), office('word/document.xml')]),
      'an office document',
      'オフィス文書',
    ],
    [
      'without a CSV',
      zipOf([office('picture.png')]),
      'a ZIP without any CSV in it',
      'CSVが入っていないZIP',
    ],
    [
      'a ZIP in it',
      zipOf([office('orders.zip')]),
      'a ZIP with another ZIP in it: expand it first',
      'ZIPの中にZIP',
    ],
    [
      'a ZIP in it that is called CSV',
      zipOf([{ name: 'orders.csv', content: zipOf([csv('a.csv')]) }]),
      'a ZIP in another one',
      '圧縮ファイルの中のZIP',
    ],
    [
      'a password',
      zipOf([csv('orders.csv', { encrypted: true })]),
      'a file with a password: expand the ZIP first (orders.csv)',
      '「orders.csv」というパスワード付きのファイル（先にZIPを展開してください）でした',
    ],
    [
      'another compression method',
      zipOf([csv('orders.csv', { method: 12 })]),
      'a file compressed in a way that is not read',
      '対応していない方式',
    ],
    [
      'a path out of the ZIP',
      zipOf([csv('../orders.csv')]),
      'a file that lies outside the ZIP',
      'ZIPの外を指すファイル',
    ],
    [
      'a path from the root',
      zipOf([csv('/tmp/orders.csv')]),
      'a file that lies outside the ZIP',
      'ZIPの外を指すファイル',
    ],
    [
      'a Windows path',
      zipOf([csv('C:\\orders.csv')]),
      'a file that lies outside the ZIP',
      'ZIPの外を指すファイル',
    ],
    [
      'a path out beside a CSV',
      zipOf([csv('a.csv'), csv('x\\..\\..\\b.exe')]),
      'a file that lies outside the ZIP',
      'ZIPの外を指すファイル',
    ],
    [
      'a link',
      zipOf([csv('orders.csv', { content: '/etc/passwd', link: true })]),
      'a file that lies outside the ZIP',
      'ZIPの外を指すファイル',
    ],
    ['cut off at its end', cut.subarray(0, -30), 'a ZIP file that is cut off', '途中で切れたZIP'],
    [
      'cut off at its start',
      Buffer.concat([cut.subarray(0, 4), cut.subarray(60)]),
      'a damaged ZIP file',
      '壊れたZIP',
    ],
    [
      'a stated size of 1 TB',
      zipOf([csv('orders.csv', { stated: 2 ** 40 })], { long: true }),
      'one that grows more than 200 times',
      '200倍以上に膨らむ',
    ],
    [
      'more than it states',
      zipOf([csv('orders.csv', { stated: 100 })]),
      'damaged or missing data',
      '壊れているか欠けているデータ',
    ],
    [
      'less than it states',
      zipOf([csv('orders.csv', { stated: one.length + 1 })]),
      'damaged or missing data',
      '壊れているか欠けているデータ',
    ],
  ])('%s', async (_, content, en, ja) => {
    const fault: unknown = await openOrderExport(keep(content)).catch((error: unknown) => error);
    if (!(fault instanceof BadOrderExport))
      throw new Error(`read, or failed otherwise: ${String(fault)}`);
    expect(fault.message).toContain(en);
    expect(fault.sentence('ja')).toContain(ja);
  });

  test('with the name of the ZIP among several files', async () => {
    const bad = keep(cut.subarray(0, -30), 'cut.zip');
    await expect(openOrderExport([keep(one, 'whole.csv'), bad])).rejects.toThrow(
      /^cut\.zip: .* a ZIP file that is cut off/,
    );
  });

  test('a damaged byte anywhere in the middle', async () => {
    const whole = zipOf([
      csv('orders.csv', { content: exportText(Array.from({ length: 300 }, () => ({}))) }),
    ]);
    const packed = whole.length - 150;
    for (let at = 60; at < packed; at += Math.ceil(packed / 20)) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      await expect(openOrderExport(keep(damaged)), `byte ${at}`).rejects.toBeInstanceOf(
        BadOrderExport,
      );
    }
  });

  test('blanks that would fill a disk, in ZIP and in gzip', async () => {
    const blanks = `${one}${`${' '.repeat(100_000)}\n`.repeat(800)}`;
    for (const content of [gzipSync(blanks), zipOf([csv('orders.csv', { content: blanks })])])
      await expect(openOrderExport(keep(content))).rejects.toThrow('grows more than 200 times');
  });
});
