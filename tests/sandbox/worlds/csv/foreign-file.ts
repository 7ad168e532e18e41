import { BadOrderExport } from './bad-order-export';
import { EXPORT_AGAIN, ORDER_EXPORT } from './faults';
import type { Said } from './said';

interface Kind {
  is: (start: Buffer) => boolean;
  found: Said;
}

const begins =
  (...marks: string[]) =>
  (start: Buffer): boolean =>
    marks.some((mark) => start.subarray(0, mark.length).toString('latin1') === mark);

const text = (start: Buffer): string => start.subarray(0, 4096).toString('utf8').trimStart();

/** First bytes of other kinds of files; the first match counts. */
const KINDS: readonly Kind[] = [
  {
    is: begins('\xd0\xcf\x11\xe0'),
    found: {
      en: 'an Excel workbook (.xls, or one with a password)',
      ja: 'Excelブック（.xls、またはパスワード付き）',
    },
  },
  {
    is: begins('PK\x03\x04'),
    found: { en: 'a ZIP in another one', ja: '圧縮ファイルの中のZIP' },
  },
  {
    is: begins('\x1f\x8b'),
    found: { en: 'a gzip file in another one', ja: '圧縮ファイルの中のgzip' },
  },
  { is: begins('%PDF'), found: { en: 'a PDF', ja: 'PDF' } },
  { is: begins('7z\xbc\xaf'), found: { en: 'a 7-Zip archive', ja: '7-Zipの圧縮ファイル' } },
  { is: begins('Rar!'), found: { en: 'a RAR archive', ja: 'RARの圧縮ファイル' } },
  {
    is: begins('BZh', '\xfd7zXZ', '\x28\xb5\x2f\xfd'),
    found: {
      en: 'a file compressed in another way than gzip or ZIP',
      ja: 'gzip・ZIP以外で圧縮されたファイル',
    },
  },
  {
    is: (start) => start.subarray(257, 262).toString('latin1') === 'ustar',
    found: { en: 'a tar archive', ja: 'tarアーカイブ' },
  },
  {
    is: (start) => /^\{\s*"/.test(text(start)),
    found: {
      en: 'JSON lines, as the bulk operations of the API give them',
      ja: 'APIの一括処理で得られるJSONL',
    },
  },
  { is: (start) => /^\[\s*[{[]/.test(text(start)), found: { en: 'JSON', ja: 'JSON' } },
  {
    is: (start) => /^<(?:!doctype|html|table|\?xml)/i.test(text(start)),
    found: {
      en: 'a web page or XML, as some programs save tables',
      ja: 'HTMLまたはXML（表を書き出す一部のソフトの形式）',
    },
  },
];

/** @throws BadOrderExport naming the kind of file, when its first bytes are not those of a text table */
export function refuseForeignFile(start: Buffer): void {
  const kind = KINDS.find(({ is }) => is(start));
  if (kind !== undefined) throw notAnExport(kind.found);
}

/** The fault of a file of another kind: its kind, and what to do. */
export function notAnExport(found: Said, wayOut: Said = EXPORT_AGAIN): BadOrderExport {
  return new BadOrderExport({ line: null, column: null, expected: ORDER_EXPORT, found, wayOut });
}
