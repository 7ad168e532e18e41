import { BadOrderExport } from './bad-order-export';
import type { Said } from './said';
import { asIs, quoted } from './said';

/** The way in Shopify's admin, with the labels of its buttons. */
export const EXPORT_AGAIN: Said = {
  en: 'In Shopify: Orders → Export → "Plain CSV file" → Export orders; do not save it in Excel',
  ja: 'Shopifyの「注文管理」→「エクスポート」→「プレーンCSVファイル」で注文をエクスポートし、Excelで保存し直さずに使ってください',
};

export const ORDER_EXPORT: Said = {
  en: 'an order export of Shopify (CSV, CSV.gz or the ZIP that Shopify mails)',
  ja: 'Shopifyの注文エクスポート（CSV、CSV.gz、またはShopifyからメールで届くZIP）',
};

/** For a time without an offset, which is readable once the user names the shop's zone. */
export const NEEDS_ZONE: Said = {
  en: "It says no offset from UTC. Name the shop's time zone, for example --timezone Asia/Tokyo",
  ja: 'UTCとの時差がありません。--timezone Asia/Tokyo のように、ショップのタイムゾーンを指定してください',
};

/** The expected content of a cell, by its kind. */
export const EXPECTED = {
  name: { en: 'the name of an order like "#1001"', ja: '「#1001」のような注文名' },
  time: {
    en: 'a time like "2024-01-31 09:00:00 +0900"',
    ja: '「2024-01-31 09:00:00 +0900」のような日時',
  },
  status: {
    en: 'a status like "paid" or "refunded"',
    ja: '「paid」「refunded」のような支払い状況',
  },
  currency: { en: 'a currency code like "JPY"', ja: '「JPY」のような通貨コード' },
  answer: { en: '"yes" or "no"', ja: '「yes」か「no」' },
  notNegative: { en: 'an amount of 0 or more', ja: '0以上の金額' },
  smaller: { en: 'a smaller amount', ja: 'もっと小さい金額' },
  amount: (digits: number): Said => {
    const example = digits === 0 ? '1980' : `1980.${'0'.repeat(digits)}`;
    return {
      en: `an amount like "${example}", without separators or signs of currency`,
      ja: `「${example}」のような金額（桁区切りや通貨記号なし）`,
    };
  },
  whole: (example: string): Said => ({
    en: `a whole number like "${example}"`,
    ja: `「${example}」のような整数`,
  }),
} as const;

const REASONS = new Map<string, Said>([
  ['ENOENT', { en: 'no such file', ja: '存在しないファイル' }],
  ['EACCES', { en: 'no permission to read it', ja: '読み取り権限のないファイル' }],
  ['EPERM', { en: 'no permission to read it', ja: '読み取り権限のないファイル' }],
]);

export const FAULTS = {
  quotes: {
    expected: {
      en: 'a row of CSV whose quotes are closed and doubled inside a cell',
      ja: '引用符が閉じられ、セル内の引用符が二重になっているCSVの行',
    },
    neverClosed: { en: 'a quote that is never closed', ja: '閉じられていない引用符' },
    inTheMiddle: { en: 'a quote in the middle of a cell', ja: 'セルの途中にある引用符' },
  },
  width: (expected: number, found: number) => ({
    expected: {
      en: `${expected} cells as in the header`,
      ja: `見出しと同じ${expected}個のセル`,
    },
    found: { en: String(found), ja: `${found}個` },
  }),
  zeroBytes: {
    expected: { en: 'text', ja: '文字' },
    found: {
      en: 'zero bytes: the file is damaged',
      ja: 'ゼロバイト（ファイルが壊れています）',
    },
  },
  unreadable: (path: string, code: string) => ({
    expected: {
      en: `a file that can be read at ${path}`,
      ja: `読み込めるファイル（${path}）`,
    },
    found: REASONS.get(code) ?? asIs(code),
  }),
  emptyFolder: (path: string) => ({
    expected: {
      en: `a CSV, CSV.gz or ZIP in ${path}`,
      ja: `フォルダー${path}の中にCSV、CSV.gz、ZIPのいずれか`,
    },
    found: { en: 'a folder without any', ja: 'どれも入っていないフォルダー' },
  }),
  gzip: {
    expected: { en: 'gzip data to their end', ja: '末尾まで揃ったgzipデータ' },
    cutOff: { en: 'a file that is cut off', ja: '途中で切れたファイル' },
    damaged: { en: 'damaged gzip data', ja: '壊れたgzipデータ' },
  },
  zipData: {
    expected: { en: 'the data of the ZIP to their end', ja: 'ZIPの末尾まで揃ったデータ' },
    found: {
      en: 'damaged or missing data: download the ZIP again',
      ja: '壊れているか欠けているデータ（ZIPをもう一度ダウンロードしてください）',
    },
  },
  tooMuch: {
    expected: { en: 'a file of orders', ja: '注文のファイル' },
    found: {
      en: 'one that grows more than 200 times when it is expanded',
      ja: '展開すると200倍以上に膨らむファイル',
    },
  },
  encoding: {
    expected: {
      en: 'text in UTF-8 (in a spreadsheet: save as "CSV UTF-8")',
      ja: 'UTF-8の文字（表計算ソフトでは「CSV UTF-8」として保存）',
    },
    found: { en: 'bytes of another encoding', ja: '別の文字コード' },
  },
  empty: {
    expected: {
      en: 'the header of a Shopify order export',
      ja: 'Shopifyの注文エクスポートの見出し行',
    },
    found: { en: 'an empty file', ja: '空のファイル' },
  },
  noAmounts: (order: string) => ({
    expected: {
      en: `the amounts of order ${quoted(order)} on its first row`,
      ja: `注文${quoted(order)}の最初の行に金額`,
    },
    found: { en: 'nothing on any of its rows', ja: 'どの行も空' },
  }),
  twoNames: (id: number, names: readonly [string, string], other: Said) => ({
    expected: { en: 'an Id that no other order has', ja: 'ほかの注文と重ならないId' },
    found: {
      en: `${id} on ${names[0]} and ${names[1]} (${other.en})`,
      ja: `${names[0]}と${names[1]}に同じ${id}（${other.ja}）`,
    },
    wayOut: EXPORT_AGAIN,
  }),
  notTheSame: (order: string, column: string, values: Said | null, other: Said) => ({
    expected: {
      en: `order ${quoted(order)} to say the same wherever it stands`,
      ja: `注文${quoted(order)}のどの行にも同じ内容`,
    },
    found: {
      en: `another "${column}" than in ${other.en}${values === null ? '' : `: ${values.en}`}`,
      ja: `「${column}」が${other.ja}と違う値${values === null ? '' : `（${values.ja}）`}`,
    },
    wayOut: {
      en: 'The exports were made at different times: export all orders anew in one go, or leave the older file out. Files of several shops are read one shop at a time',
      ja: '別の時点でエクスポートしたファイルが混ざっています。全注文を一度にエクスポートし直すか、古いほうのファイルを外してください。複数のショップのファイルは、ショップごとに読み込んでください',
    },
  }),
  notWhole: (order: string, times: number) => ({
    expected: {
      en: `every line of order ${quoted(order)} ${times} times, as its first row`,
      ja: `注文${quoted(order)}の明細すべてが、先頭行と同じく${times}回`,
    },
    found: { en: 'some of them less often', ja: '回数の合わない明細' },
    wayOut: {
      en: 'A part of the order is missing in one of the files, or its fields stand on every row: export all orders anew in one go',
      ja: 'いずれかのファイルで注文の一部が欠けているか、注文の項目が全行に入っています。全注文を一度にエクスポートし直してください',
    },
  }),
  noZone: (offsets: readonly string[], files: number) => ({
    expected: { en: 'times of one time zone', ja: '1つのタイムゾーンの日時' },
    found: {
      en: `offsets that no time zone had at these times (${offsets.join(', ')})`,
      ja: `どのタイムゾーンとも合わない時差（${offsets.join('、')}）`,
    },
    wayOut: {
      en: `${files > 1 ? 'Read files of several shops one shop at a time, or name' : 'Name'} the shop's time zone, for example --timezone Asia/Tokyo`,
      ja: `${files > 1 ? '複数のショップのファイルが混ざっている場合は、ショップごとに読み込んでください。1つのショップの場合は、' : ''}--timezone Asia/Tokyo のように、ショップのタイムゾーンを指定してください`,
    },
  }),
  twoColumns: {
    expected: { en: 'this column once', ja: 'この列が1つだけ' },
    found: { en: 'it twice', ja: '2つ' },
  },
  noColumns: (missing: readonly string[], header: string) => ({
    expected: {
      en: `the header of a Shopify order export with ${missing.map((title) => `"${title}"`).join(', ')}`,
      ja: `${missing.map((title) => `「${title}」`).join('')}のあるShopifyの注文エクスポートの見出し行`,
    },
    found: asIs(quoted(header)),
    wayOut: {
      en: `Shopify writes these titles in English, whatever the language of its admin. ${EXPORT_AGAIN.en}`,
      ja: `Shopifyの見出しは、管理画面の言語にかかわらず英語です。${EXPORT_AGAIN.ja}`,
    },
  }),
} as const;

/** The place of another row, named beside the place of the fault. */
export function placeOf(line: number, file: string | null): Said {
  return file === null
    ? { en: `line ${line}`, ja: `${line}行目` }
    : { en: `${file}, line ${line}`, ja: `${file}の${line}行目` };
}

/** Kinds of ZIPs that are not readable. */
const ZIPS = {
  excel: { en: 'an Excel workbook (.xlsx)', ja: 'Excelブック（.xlsx）' },
  numbers: { en: 'a Numbers document', ja: 'Numbersの書類' },
  document: { en: 'an office document', ja: 'オフィス文書' },
  cutOff: {
    en: 'a ZIP file that is cut off: download it again',
    ja: '途中で切れたZIP（もう一度ダウンロードしてください）',
  },
  damaged: {
    en: 'a damaged ZIP file: download it again',
    ja: '壊れたZIP（もう一度ダウンロードしてください）',
  },
  noTable: { en: 'a ZIP without any CSV in it', ja: 'CSVが入っていないZIP' },
  nested: {
    en: 'a ZIP with another ZIP in it: expand it first',
    ja: 'ZIPの中にZIP（先に展開してください）',
  },
  encrypted: {
    en: 'a file with a password: expand the ZIP first',
    ja: 'パスワード付きのファイル（先にZIPを展開してください）',
  },
  method: {
    en: 'a file compressed in a way that is not read: expand the ZIP first',
    ja: '対応していない方式で圧縮されたファイル（先にZIPを展開してください）',
  },
  escapes: {
    en: 'a file that lies outside the ZIP: it may be made to do harm',
    ja: 'ZIPの外を指すファイル（悪意のあるファイルかもしれません）',
  },
  tooMuch: {
    en: 'one that grows more than 200 times when it is expanded',
    ja: '展開すると200倍以上に膨らむファイル',
  },
} as const satisfies Record<string, Said>;

/** The fault of an unreadable ZIP; `entry` names the file in it. */
export function zipFault(kind: keyof typeof ZIPS, entry?: string): BadOrderExport {
  const found = ZIPS[kind];
  const named =
    entry === undefined
      ? found
      : { en: `${found.en} (${entry})`, ja: `「${entry}」という${found.ja}` };
  const wayOut =
    kind === 'excel' || kind === 'numbers' || kind === 'document' ? EXPORT_AGAIN : undefined;
  return new BadOrderExport({
    line: null,
    column: null,
    expected: ORDER_EXPORT,
    found: named,
    wayOut,
  });
}
