import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { NO_OWN_READS, readDayFacts, type DayFacts } from '../day-facts.server';
import { shownDetail } from '../filtered-facts.server';
import { pageFacts } from '../page-facts.server';
import { mappingKey } from '../../../metrics/costs/channel-worth.server';
import { mappingOf } from '../../../settings/channels/channels.server';
import { authenticate } from '../../../shopify/shopify.server';
import { ELSEWHERE } from '../../../survey/settings/heard-question';
import { surveySettings } from '../../../survey/settings/settings';
import { useOpenPage } from '../../../ui/frame/use-open-page';
import type { PageHandle } from '../../../ui/frame/page-title';
import { CHANNEL } from '../../../ui/ltv/channels/address';
import { ChannelsPage } from '../../../ui/ltv/channels/channels-page';
import { heardView, type HeardView } from '../../../ui/ltv/channels/heard-view';
import { channelsLtvView } from '../../../ui/ltv/channels/view';
import { keepsData } from '../../../ui/sheets/keeps-data';

/** A sheet that opens or closes needs no new data. */
export const shouldRevalidate = keepsData;

/** LTV by advertising channel: of all customers, since spend is of all of them. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const address = new URL(request.url);
  const days = await readDayFacts(merchant, address, NO_OWN_READS);
  const { status, read } = await pageFacts(days, { ...days, filtered: null });
  const mapping = days.shop === null ? new Map<string, string>() : mappingOf(days.shop);
  const key = mappingKey(mapping);
  const counted =
    read === null || mapping.size === 0
      ? null
      : await shownDetail(
          days,
          'channels',
          {},
          {
            isCurrent: ({ mapping }) => mapping === key,
          },
        );
  const heard = await heardOf(days);
  return {
    status,
    view:
      read &&
      channelsLtvView(read.snapshot, counted?.numbers ?? null, {
        ...{ mapping, asked: address.searchParams.get(CHANNEL), heard },
      }),
  };
}

/** How new customers heard of the shop; null where the merchant has no such question. */
async function heardOf(days: DayFacts): Promise<HeardView | null> {
  if (days.shop === null || days.read === null) return null;
  const { heard } = surveySettings(days.shop);
  if (heard.choices.length === 0) return null;
  const { numbers } = await shownDetail(days, 'heard', {});
  return heardView(numbers, [...heard.choices, ELSEWHERE]);
}

export const handle = { title: 'titles.channels' } satisfies PageHandle;

export default function LtvChannels() {
  const page = useLoaderData<typeof loader>();
  return <ChannelsPage {...page} onRetry={useOpenPage(page.status)} />;
}
