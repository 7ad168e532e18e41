import type { TFunction } from 'i18next';
import type { Need, Way } from '../../metrics/stages/stage-ways';
import type { PageFormat } from '../numbers/use-format';

type Words = TFunction<'profile'>;

/** The conditions of a stage that a customer meets: 5 purchases (3 or more needed) and … */
export function reasonsText(t: Words, reasons: readonly Need[], format: PageFormat): string {
  return joined(
    t,
    reasons.map(({ fact, least, has }) =>
      t(`reason.${fact}`, { count: has, has: format.number(has), least: format.number(least) }),
    ),
  );
}

/** What a way up asks for: one more purchase; a purchase of a back-end product; an answer of 9 or 10. */
export function needsText(t: Words, way: Way, format: PageFormat): string {
  const own = new Set(way.needs.map(({ fact }) => fact));
  const missing = (fact: Need['fact']) => {
    const need = way.needs.find((one) => one.fact === fact);
    const count = need === undefined ? 0 : need.least - need.has;
    return { count, n: format.number(count) };
  };
  const purchases = { count: way.purchases, n: format.number(way.purchases) };
  return joined(t, [...bought(), ...others()]);

  /** One purchase can be of several kinds, so that one text says it. */
  function bought(): string[] {
    if (way.purchases === 0) return [];
    if (own.has('subscriptionOrders'))
      return [t('need.subscriptionOrders', missing('subscriptionOrders'))];
    if (own.has('runs')) return [t('need.runs')];
    const more = own.has('products') ? [t('need.products', missing('products'))] : [];
    if (own.has('upsell'))
      return [t(way.purchases === 1 ? 'need.upsell' : 'need.upsellAmong', purchases), ...more];
    if (own.has('full')) return [t('need.full', purchases), ...more];
    return own.has('purchases') ? [t('need.purchases', purchases), ...more] : more;
  }

  function others(): string[] {
    const simple = (['score', 'subscribed', 'follower', 'event'] as const).filter((fact) =>
      own.has(fact),
    );
    return [
      ...simple.map((fact) => t(`need.${fact}`)),
      ...(own.has('brought') ? [t('need.brought', missing('brought'))] : []),
    ];
  }
}

function joined(t: Words, parts: readonly string[]): string {
  return parts.join(t('and'));
}
