import { readChannelNewcomers } from '../../../metrics/costs/channel-newcomers.server';
import { channelCosts } from '../../../metrics/formulas/channel-costs';
import { mappingOf } from '../../../settings/channels/channels.server';
import { spentCells } from '../../../settings/entered/cells';
import { channelsOf } from '../../../settings/entered/spend-grid';
import { suggestChannels } from '../../../settings/entered/suggest-channels';
import type { InstalledShop } from '../../../shop/shop.server';
import type { ChannelsView } from '../../../ui/settings/advertising/channels-view';
import { monthsUntil } from '../../../ui/settings/advertising/grid-view';
import type { SpendView } from '../../../ui/settings/advertising/view';

/** Months whose newcomers and cost are shown. */
const SHOWN_MONTHS = 12;

/** What the pages of advertising show of a shop's channels. */
export async function readChannelsView(
  shop: InstalledShop | null,
  { spend, version, thisMonth, currency, timezone }: SpendView,
): Promise<ChannelsView> {
  const mapping = shop === null ? new Map<string, string>() : mappingOf(shop);
  const found = shop && (await readChannelNewcomers(shop.id, mapping));
  const amounts = new Map(Object.entries(spend));
  const channels = [...new Set([...channelsOf(amounts), ...mapping.values()])].sort();
  const counted = new Map(found?.sources.map(({ source, customers }) => [source, customers]));
  const sources = [...new Set([...counted.keys(), ...mapping.keys()])];
  const free = sources.filter((source) => !mapping.has(source));
  const suggestions = suggestChannels(free, channels);
  const newcomers = found?.months ?? [];
  const of = (isKnown: boolean) =>
    newcomers
      .filter(({ channel, known }) => channel === null && known === isKnown)
      .reduce((all, { customers }) => all + customers, 0);
  return {
    ...{ version, channels, currency, timezone },
    sources: sources.map((source) => ({
      source,
      customers: counted.get(source) ?? 0,
      channel: mapping.get(source) ?? null,
      suggestion: suggestions.get(source) ?? null,
    })),
    rest: found?.rest ?? { sources: 0, customers: 0 },
    unmapped: of(true),
    unknown: of(false),
    costs:
      found &&
      channelCosts(spentCells(amounts), channels, {
        ...{ newcomers, asOf: found.asOf },
        months: monthsUntil(thisMonth, SHOWN_MONTHS),
      }),
  };
}
