import { describe, expect, it } from 'vitest';
import { csvLines } from '../../csv';
import { MOST_FILE_ROWS } from '../entered/file';
import { MOST_CHANNELS } from '../entered/cells';
import { planImport } from './import-plan';
import { importPreview } from './import-preview';
import { decodeFile } from '../files/table-file';
import { readSpendFile } from './spend-file';

const of = { currency: 'JPY', decimals: 0, thisMonth: '2026-11' };
const read = (text: string) => {
  const file = readSpendFile(text, of);
  return 'fault' in file
    ? file.fault
    : { ...file, amounts: Object.fromEntries(file.amounts), unread: [...file.unread] };
};

describe('a file of advertising spend', () => {
  it.each([
    ['月,媒体,広告費\r\n2026-01,Google,"1,000"\r\n'],
    ['Spend;Month;Channel\n¥1,000;Jan-26;Google'],
    ['備考\t年月\tＣｈａｎｎｅｌ\t金額（円）\nx\t2026年1月\tGoogle\t１０００円\n'],
    ['\uFEFF"Month","Channel","Spend (JPY)"\n"2026/01/31","Google","1000"'],
  ])('is read by its headings, in either language and any order: %j', (text) => {
    expect(read(text)).toEqual({
      ...{ amounts: { '2026-01 Google': 1000 }, unread: [] },
      ...{ wrong: [], wrongLines: 0 },
    });
  });

  it('names each wrong line with its number, and reads the others', () => {
    const text = csvLines([['月', '媒体', '広告費']]).concat(
      [
        '2026-01,Google,1000',
        '2026-13,Google,1000',
        '2026-12,Google,1000',
        '1980-01,Google,1000',
        '',
        '2026-02,,1000',
        '2026-02,Google,-5',
        '2026-02,Google,=1+1',
        '2026-02,Google,+5',
        '2026-02,Google,$5',
        '2026-02,Google,0.5',
        '2026-02,Google,1000000000000',
        '2026-01,google,7',
        '2026-02,"Goo\tgle",7',
        '2026-03,Google,',
        '2026-03,LINE,0',
        '2026-04',
        '2026-05,"Google,5',
      ].join('\n'),
    );
    const file = read(text);
    expect(file).toMatchObject({ amounts: { '2026-01 Google': 1000, '2026-03 LINE': 0 } });
    expect(typeof file === 'object' && file.wrong.map(({ line, fault }) => [line, fault])).toEqual([
      [3, 'month'],
      [4, 'future'],
      [5, 'early'],
      [7, 'noName'],
      [8, 'negative'],
      [9, 'number'],
      [10, 'number'],
      [11, 'currency'],
      [12, 'decimals'],
      [13, 'huge'],
      [14, 'repeated'],
      [15, 'control'],
      [19, 'unclosed'],
    ]);
    // the months and channels of the lines whose amount alone is wrong
    expect(file).toMatchObject({ wrongLines: 13, unread: ['2026-02 Google'] });
    expect(typeof file === 'object' && file.wrong[10]).toMatchObject({ line: 14, text: '2' });
  });

  it('keeps a formula as the name of a channel, and takes off the apostrophe of the app’s own files', () => {
    const text = csvLines([
      ['Month', 'Channel', 'Spend'],
      ['2026-01', '=HYPERLINK("x")', 5],
    ]);
    expect(text).toContain("'=HYPERLINK");
    expect(read(text)).toMatchObject({ amounts: { '2026-01 =HYPERLINK("x")': 5 } });
  });

  it('is refused without its headings, without content, and beyond its rows', () => {
    expect(read('2026-01,Google,5')).toBe('headings');
    expect(read('月,媒体\n2026-01,Google')).toBe('headings');
    expect(read('PK\u0003\u0004…')).toBe('headings');
    expect(read('\n\n')).toBe('empty');
    const rows = (count: number) => `月,媒体,広告費\n${'2026-01,a,¥5\n'.repeat(count)}`;
    expect(read(rows(MOST_FILE_ROWS + 1))).toBe('tooManyRows');
    const most = read(rows(MOST_FILE_ROWS));
    expect(most).toMatchObject({ wrongLines: MOST_FILE_ROWS - 1 });
    expect(typeof most === 'object' && most.wrong).toHaveLength(50);
  });

  it('is decoded as spreadsheets save it, and refused where nothing fits', () => {
    const utf8 = new TextEncoder().encode('月,媒体');
    expect(decodeFile(utf8)).toBe('月,媒体');
    // 月 in Shift_JIS
    expect(decodeFile(new Uint8Array([0x8c, 0x8e, 0x2c]))).toBe('月,');
    expect(decodeFile(new Uint8Array([0xff, 0xfe, 0x08, 0x67, 0x2c, 0x00]))).toBe('月,');
    expect(decodeFile(new Uint8Array([0x41, 0x00, 0x42]))).toBeNull();
    expect(decodeFile(new Uint8Array([0xff, 0xff, 0xff]))).toBeNull();
  });
});

describe('what a file changes', () => {
  const known = new Map([
    ['2026-01 Google', 1],
    ['2026-02 Google', 2],
    ['2026-01 LINE', 3],
  ]);
  const amounts = new Map([
    ['2026-01 google', 1],
    ['2026-02 google', 20],
    ['2026-03 google', 30],
    ['2026-01 TikTok', 4],
    ['2026-02 TikTok', 5],
  ]);
  const unread: ReadonlySet<string> = new Set<string>();

  it('leaves what it does not have, and takes a channel that the shop has by any of its spellings', () => {
    expect(planImport({ amounts, unread }, known, { replace: false, skip: [] })).toEqual({
      spend: {
        ...{ '2026-02 Google': 20, '2026-03 Google': 30 },
        ...{ '2026-01 TikTok': 4, '2026-02 TikTok': 5 },
      },
      ...{ added: 3, changed: 1, same: 1, removed: 0 },
      unknown: [{ channel: 'TikTok', cells: 2, create: true }],
    });
  });

  it('may skip new channels, and remove what it does not have', () => {
    const skip = ['TikTok', 'Google'];
    expect(planImport({ amounts, unread }, known, { replace: true, skip })).toEqual({
      spend: { '2026-02 Google': 20, '2026-03 Google': 30, '2026-01 LINE': null },
      ...{ added: 1, changed: 1, same: 1, removed: 1 },
      unknown: [{ channel: 'TikTok', cells: 2, create: false }],
    });
  });

  it('removes nothing that a line with a wrong amount has', () => {
    const wrong = new Set(['2026-01 line', '2026-05 Yahoo']);
    const plan = planImport({ amounts, unread: wrong }, known, { replace: true, skip: ['TikTok'] });
    expect([plan.spend, plan.removed]).toEqual([{ '2026-02 Google': 20, '2026-03 Google': 30 }, 0]);
  });

  it('may be thousands of new channels: it names 100 and says that a shop may have no more', () => {
    const many = Array.from({ length: 2_000 }, (_, at) => `c${at}`);
    const file = {
      amounts: new Map(many.map((channel) => [`2026-01 ${channel}`, 1])),
      ...{ unread: new Set<string>(), wrong: [], wrongLines: 0 },
    };
    const view = { version: 1, spend: Object.fromEntries(known), facts: null };
    const preview = (skip: string[]) =>
      importPreview({ text: '', file, choices: { replace: false, skip }, view });
    const { preview: shown, problem } = preview([]);
    expect([problem, shown.unknown.length, shown.added]).toEqual([
      ...['channels', MOST_CHANNELS, many.length],
    ]);
    const skipped = preview(many);
    expect([skipped.problem, skipped.preview.added]).toEqual([undefined, 0]);
  });
});
