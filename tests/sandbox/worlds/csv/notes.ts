import type { ZoneChoice, ZoneHints } from './choose-zone';
import { COLUMNS, type ColumnKey } from './columns';
import type { Met } from './merge';
import type { FileFound } from './read-file';
import type { Said } from './said';
import type { ByPhone } from './settle';

/** Findings of the read, for the notes above the report. */
export interface Found extends Met {
  files: readonly FileFound[];
  /** files in a ZIP that are not tables */
  others: readonly string[];
  lostIds: boolean;
  byPhone: ByPhone;
  /** null if the user named it */
  zone: ZoneChoice | null;
  /** hints for the zone, besides the times */
  said: ZoneHints;
}

const MISSED: readonly (readonly [ColumnKey, Said])[] = [
  [
    'cancelledAt',
    { en: 'no order is known to be cancelled', ja: '注文のキャンセルは分かりません' },
  ],
  ['refundedAmount', { en: 'no partial refund is known', ja: '一部返金は分かりません' }],
  [
    'discountAmount',
    { en: 'discounts without a code are not known', ja: 'コードを使わない値引きは分かりません' },
  ],
  ['discountCode', { en: 'discount codes are not known', ja: 'クーポンコードは分かりません' }],
  [
    'acceptsMarketing',
    { en: 'no customer counts as subscribed', ja: 'メルマガ購読者は分かりません' },
  ],
  [
    'id',
    {
      en: 'orders with the same name count as one and get numbers of their own',
      ja: '注文名が同じ注文は1件として数え、番号は独自に振ります',
    },
  ],
  [
    'phone',
    {
      en: 'orders without an e-mail address have no customer',
      ja: 'メールアドレスのない注文の顧客は分かりません',
    },
  ],
];

/** Sentences about missing columns, guesses and orders that were set apart. */
export function notesOf(found: Found): Said[] {
  return [
    ...found.files.flatMap((file) => fileNotes(file, found.files.length > 1)),
    ...(found.zone === null || found.zone.fits === 0 ? [] : [zoneNote(found.zone, found.said)]),
    ...(found.others.length > 0
      ? [
          {
            en: `Not read, because it is not CSV: ${found.others.join(', ')}.`,
            ja: `CSVではないため読み込んでいません: ${found.others.join('、')}。`,
          },
        ]
      : []),
    ...(found.lostIds ? [LOST_IDS] : []),
    ...counted(found.repeated, {
      en: (n) => `Counted once although repeated in the files: ${n}.`,
      ja: (n) => `${n}は重複して入っているため、1回だけ数えました。`,
    }),
    ...counted(found.sharedNames, {
      en: (n) => `Counted by Id, since another order has the same name: ${n}.`,
      ja: (n) => `${n}は注文名がほかの注文と同じです。Idごとに別の注文として数えました。`,
    }),
    ...counted(
      found.unclaimed,
      {
        en: (n) => `Counted with the smallest Id, since the rows do not say whose they are: ${n}.`,
        ja: (n) => `このうち${n}はどの注文のものか分からないため、Idの最も小さい注文に含めました。`,
      },
      LINES,
    ),
    ...counted(found.byPhone.joined + found.byPhone.alone, {
      en: (n) => `Given to a customer by phone number, since there is no e-mail address: ${n}.`,
      ja: (n) => `${n}はメールアドレスがないため、電話番号で顧客を判別しました。`,
    }),
  ];
}

function zoneNote({ timezone, fits, by }: ZoneChoice, { currency, country }: ZoneHints): Said {
  if (fits === 1)
    return {
      en: `Time zone ${timezone}: the only one that fits the times in the file.`,
      ja: `タイムゾーンは${timezone}です。ファイルの日時に合うのはこれだけです。`,
    };
  const why: Said[] = by.map(
    (one) =>
      ({
        currency: { en: `the currency ${currency ?? ''}`, ja: `通貨（${currency ?? ''}）` },
        country: {
          en: `the billing country ${country ?? ''}`,
          ja: `請求先の国（${country ?? ''}）`,
        },
        common: { en: 'how common it is', ja: '利用の多さ' },
      })[one],
  );
  const end = '--timezone ZONE';
  return {
    en: `Time zone ${timezone}: of ${fits} that fit the times in the file, chosen by ${why.map(({ en }) => en).join(', then ')}. For another one: ${end}.`,
    ja: `タイムゾーンは${timezone}です。ファイルの日時に合う${fits}件から、${why.map(({ ja }) => ja).join('、')}で選びました。変更するには ${end} を指定してください。`,
  };
}

const LOST_IDS: Said = {
  en: 'The column "Id" was rounded by a spreadsheet ("5.5E+12") and is ignored: orders with the same name count as one.',
  ja: '「Id」列は表計算ソフトで丸められているため（「5.5E+12」など）使いません。注文名が同じ注文は1件として数えます。',
};

const ORDERS: Words = { one: 'order', several: 'orders', ja: '件の注文' };
const LINES: Words = { one: 'line', several: 'lines', ja: '件の明細' };

interface Words {
  one: string;
  several: string;
  ja: string;
}

function counted(
  count: number,
  say: { en: (count: string) => string; ja: (count: string) => string },
  words = ORDERS,
): Said[] {
  if (count === 0) return [];
  const en = `${count.toLocaleString('en-US')} ${count === 1 ? words.one : words.several}`;
  const ja = `${count.toLocaleString('ja-JP')}${words.ja}`;
  return [{ en: say.en(en), ja: say.ja(ja) }];
}

function fileNotes(file: FileFound, named: boolean): Said[] {
  const { dialect, missing } = file;
  const notes: Said[] = MISSED.filter(([key]) => missing.has(key)).map(([key, why]) => ({
    en: `No column "${COLUMNS[key]}": ${why.en}.`,
    ja: `「${COLUMNS[key]}」列がありません。${why.ja}。`,
  }));
  const encoding = ENCODINGS[file.encoding];
  if (encoding !== null)
    notes.push({
      en: `The file is not UTF-8 and was read as ${encoding}.`,
      ja: `UTF-8ではないため、${encoding}として読み込みました。`,
    });
  if (file.rowsInCells)
    notes.push({
      en: 'A spreadsheet has put each row into one cell: the cells were taken apart again.',
      ja: '表計算ソフトで各行が1つのセルにまとめられているため、列に分けて読み込みました。',
    });
  const separator = SEPARATORS[dialect.separator];
  if (dialect.within === null && dialect.separator !== ',')
    notes.push({
      en: `The cells are separated by ${separator?.en ?? dialect.separator}.`,
      ja: `区切り文字は${separator?.ja ?? dialect.separator}です。`,
    });
  if (dialect.hasSeparatorLine)
    notes.push({
      en: 'The first line ("sep=") was skipped.',
      ja: '先頭の「sep=」の行は読み飛ばしました。',
    });
  notes.push(
    ...counted(
      file.repeatedHeaders,
      {
        en: (n) => `Skipped ${n} in the middle of the file.`,
        ja: (n) => `ファイルの途中にある${n}を読み飛ばしました。`,
      },
      { one: 'header', several: 'headers', ja: '件の見出し行' },
    ),
    ...counted(
      file.totals,
      {
        en: (n) => `Skipped ${n} ("Total").`,
        ja: (n) => `${n}を読み飛ばしました。`,
      },
      { one: 'row of sums', several: 'rows of sums', ja: '件の合計行' },
    ),
  );
  return named
    ? notes.map(({ en, ja }) => ({ en: `${file.label}: ${en}`, ja: `${file.label}: ${ja}` }))
    : notes;
}

const ENCODINGS = {
  'utf-8': null,
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  shift_jis: 'Shift_JIS',
} as const;

const SEPARATORS: Readonly<Record<string, Said>> = {
  ';': { en: 'semicolons', ja: 'セミコロン' },
  '\t': { en: 'tabs', ja: 'タブ' },
};
