import type { Cell, ChannelFault, MonthFault } from './cells';
import type { WrongLine } from './file';
import type { SpendFault } from './spend';

/** `repeated`: an earlier line has the same month and channel. `unclosed`: a quote without an end. */
export type LineFault = ChannelFault | MonthFault | SpendFault | 'repeated' | 'unclosed';

/** What applying a file would do. */
export interface ImportPreview {
  /** the file itself, which the form sends back: what is applied is what was shown */
  text: string;
  /** of the shop's settings */
  version: number;
  /** what the file does not have is removed */
  replace: boolean;
  /** cells of the file that are new, that have another amount, and that have the same */
  added: number;
  changed: number;
  same: number;
  /** cells that the file does not have */
  removed: number;
  /** channels that the shop does not have, with their cells */
  unknown: { channel: string; cells: number; create: boolean }[];
  /** the first of them */
  wrong: WrongLine<LineFault>[];
  wrongLines: number;
  /** the first changes, the earliest month first */
  first: (Cell & { before: number | null; after: number | null })[];
  /** acquisition cost now and afterwards; null before the shop's first numbers */
  cost: { now: number | null; then: number | null } | null;
}

/** The headings of a file in both languages, the template's first. */
export const HEADINGS = {
  month: { ja: '月', en: 'Month', also: ['年月', 'date'] },
  channel: { ja: '媒体', en: 'Channel', also: ['広告媒体', 'チャネル', 'source', 'platform'] },
  spend: { ja: '広告費', en: 'Spend', also: ['金額', '費用', 'cost', 'amount'] },
} as const;
