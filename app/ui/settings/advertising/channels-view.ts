import type { SuggestedChannel } from '../../../settings/entered/suggest-channels';
import type { ChannelCosts } from '../../../metrics/formulas/channel-costs';

/** A source of first orders. */
export interface SourceRow {
  /** its key: google/cpc */
  source: string;
  /** newcomers; 0 of a mapped one that brought none lately */
  customers: number;
  /** its channel; null: none */
  channel: string | null;
  suggestion: SuggestedChannel | null;
}

/** Which channel brought which sources, with what each newcomer of it costs. */
export interface ChannelsView {
  /** of the shop's settings; the form sends it back */
  version: number;
  /** the shop's channels: those with spend, and those with sources */
  channels: string[];
  sources: SourceRow[];
  /** sources that are not listed, and their newcomers */
  rest: { sources: number; customers: number };
  /** newcomers whose source no channel has, and whose source is unknown */
  unmapped: number;
  unknown: number;
  /** by channel, then those of none; null before the shop's first numbers */
  costs: ChannelCosts[] | null;
  currency: string;
  timezone: string;
}

/** The door's reply to the form of channels. A refused one has what was chosen, by source. */
export type ChannelsAnswer =
  | { saved: number }
  | { refused: 'gone' | 'tooMany'; chosen: Chosen }
  | { meanwhile: Chosen; version: number; chosen: Chosen };

/** Channels by source; null: none. */
type Chosen = Readonly<Record<string, string | null>>;
