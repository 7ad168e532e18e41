import type { CustomerRecord, MarketingState } from '../../store/records';
import type { Random } from '../distributions';
import type { Ticket } from './ticket';

/** The shop's customer tags. */
export const TAGS = { follower: 'LINE友だち', event: 'お茶会参加', subscriber: '定期便' } as const;

const FAMILY =
  '青葉 秋月 朝比奈 泉川 市ノ瀬 宇佐見 榎並 大月 小野寺 柏木 神崎 木暮 久我 桐生 琴平 榊原 早乙女 汐見 篠宮 白石 杉浦 瀬川 高梨 立花 月岡 手塚 常盤 豊島 中条 鳴海 西園 野々村 羽生 氷室 藤村 星野 真壁 御影 三雲 八重樫'.split(
    ' ',
  );
const GIVEN =
  '葵 茜 明日香 一郎 伊織 薫 和子 健太 早苗 静香 翔太 澄子 大輔 千尋 司 敏子 直樹 夏希 信子 遥 久美 寛 文子 誠 真央 美咲 美和 康夫 由紀 裕子 陽子 芳江 莉子 蓮 若菜 亘'.split(
    ' ',
  );
const DAY = 86_400_000;
const FIRST_CUSTOMER = 7_200_000_000_001;

export interface Bounds {
  /** when the shop moved to Shopify: earlier customers are imports of that time */
  openedAt: number;
  until: number;
}

/** Customers' ids follow the order of their arrival. */
export function customerId(index: number): number {
  return FIRST_CUSTOMER + index;
}

/** A made-up name. */
export function madeUpName(random: Random): Pick<CustomerRecord, 'firstName' | 'lastName'> {
  return { firstName: random.pick(GIVEN), lastName: random.pick(FAMILY) };
}

/** The customer of these orders (oldest first), who arrived at `since`. */
export function customerRecord(
  index: number,
  since: number,
  tickets: readonly Ticket[],
  { openedAt, until }: Bounds,
  random: Random,
): CustomerRecord {
  const orders = tickets.filter(({ purchase }) => !purchase.test);
  const updatedAt = Math.max(openedAt, since, ...tickets.map((ticket) => ticket.updatedAt));
  return {
    id: customerId(index),
    createdAt: time(Math.max(since, openedAt)),
    updatedAt: time(updatedAt),
    ...madeUpName(random),
    email: `kyaku${String(index + 1).padStart(5, '0')}@example.com`,
    locale: random.chance(0.04) ? 'en' : 'ja',
    tags: tagsOf(orders, random),
    numberOfOrders: orders.length,
    amountSpent: String(spent(orders)),
    emailMarketing: consent(random.chance(orders.length === 0 ? 1 : 0.55), since, until, random),
    smsMarketing: random.chance(0.12) ? consent(random.chance(0.6), since, until, random) : null,
    rfmGroup: rfmGroup(orders, until),
    dataSaleOptOut: random.chance(0.004),
  };
}

function tagsOf(orders: readonly Ticket[], random: Random): string[] {
  const tags: string[] = [];
  if (random.chance(orders.length >= 3 ? 0.34 : 0.12)) tags.push(TAGS.follower);
  if (random.chance(orders.length >= 2 ? 0.05 : 0.008)) tags.push(TAGS.event);
  if (orders.some(({ lines }) => lines.some(({ plan }) => plan !== null)))
    tags.push(TAGS.subscriber);
  return tags;
}

/** Consent at arrival; one in eight with a yes unsubscribes later, some with a no subscribe. */
function consent(
  yes: boolean,
  since: number,
  until: number,
  random: Random,
): { state: MarketingState; updatedAt: string } {
  const later = since + random.whole(20, 500) * DAY;
  const changed = random.chance(yes ? 0.13 : 0.06) && later < until;
  if (!changed) return { state: yes ? 'SUBSCRIBED' : 'NOT_SUBSCRIBED', updatedAt: time(since) };
  return { state: yes ? 'UNSUBSCRIBED' : 'SUBSCRIBED', updatedAt: time(later) };
}

function spent(orders: readonly Ticket[]): number {
  return orders
    .filter(
      ({ cancelledAt, status }) => cancelledAt === null && !['VOIDED', 'EXPIRED'].includes(status),
    )
    .reduce((sum, { total, refunded }) => sum + total - refunded, 0);
}

/** Shopify does not publish its grouping; this one is similar. */
function rfmGroup(orders: readonly Ticket[], until: number): string {
  const last = orders.at(-1)?.purchase.instant;
  if (last === undefined) return 'PROSPECTS';
  const days = (until - last) / DAY;
  if (orders.length >= 5)
    return days < 60 ? 'CHAMPIONS' : days < 150 ? 'LOYAL' : 'PREVIOUSLY_LOYAL';
  if (orders.length >= 2)
    return days < 90 ? 'ACTIVE' : days < 200 ? 'NEEDS_ATTENTION' : 'ALMOST_LOST';
  return days < 45 ? 'NEW' : days < 120 ? 'PROMISING' : days < 300 ? 'AT_RISK' : 'DORMANT';
}

function time(instant: number): string {
  return new Date(instant).toISOString();
}
