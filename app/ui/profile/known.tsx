import { Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { personTexts } from '../../i18n/late/person';
import { profile } from '../../i18n/late/profile';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import type { PartProps } from './profile-page';
import './profile.css';

type KnownKey =
  | ('segment' | 'firstDay' | 'firstProduct' | 'firstDiscount' | 'firstPlan' | 'source')
  | ('email' | 'sms' | 'tags' | 'rfmGroup');
type Row = [key: KnownKey, value: string];

/** What is known beside: the first order, consent, Shopify's own group, and the way to Shopify's page. */
export function Known({ view, format }: PartProps) {
  const { t } = useLateTexts(profile);
  const { t: list } = useLateTexts(personTexts);
  const { t: nps } = useTranslation('nps');
  const { standing, firstProducts, contact } = view;
  const tags = Object.keys(contact.tags);
  const rows: Row[] = [
    ...ofFirstOrder(),
    ['email', consent(contact.emailState, contact.emailAt)],
    ['sms', consent(contact.smsState, contact.smsAt)],
    ...(tags.length === 0 ? [] : [['tags', tags.join(t('comma'))] satisfies Row]),
    [
      'rfmGroup',
      contact.rfmGroup === null ? t('known.noGroup') : list(`rfmGroup.${contact.rfmGroup}`),
    ],
  ];
  return (
    <Section title={t('known.title')}>
      <dl className="om-known">
        {rows.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`known.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {!contact.isRead && (
        <Text as="p" tone="subdued">
          {t('known.notRead')}
        </Text>
      )}
      {(contact.ordersAtShopify ?? 0) > view.orders.total && (
        <Text as="p" tone="subdued">
          {t('known.moreOrders', {
            n: format.number(contact.ordersAtShopify),
            read: format.number(view.orders.total),
          })}
        </Text>
      )}
      <Text as="p">
        <Link url={`shopify://admin/customers/${view.customer}`} target="_top">
          {t('known.atShopify')}
        </Link>
      </Text>
      <Text as="p" tone="subdued">
        {t(view.nameMissing ? 'known.nameMissing' : 'known.contact')}
      </Text>
    </Section>
  );

  function ofFirstOrder(): Row[] {
    if (standing === null) return [];
    const yesNo = (is: boolean) => t(is ? 'known.yes' : 'known.no');
    const titles = firstProducts.map((title) => title ?? t('orders.noTitle'));
    return [
      ['segment', nps(`segment.${standing.segment}`)],
      ['firstDay', format.day(standing.firstDay)],
      ['firstProduct', titles.join(t('comma'))],
      ['firstDiscount', yesNo(standing.firstDiscounted)],
      ['firstPlan', yesNo(standing.firstPlan)],
      ['source', standing.firstSource ?? t('known.unknownSource')],
    ];
  }

  function consent(state: string | null, at: string | null): string {
    if (state !== 'SUBSCRIBED') return t(state === null ? 'known.noConsentKnown' : 'known.refused');
    return at === null
      ? t('known.subscribed')
      : t('known.subscribedSince', { day: format.moment(at) });
  }
}
