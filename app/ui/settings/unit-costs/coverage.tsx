import { Link, Text } from '@shopify/polaris';
import { unitCosts } from '../../../i18n/late/unit-costs';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import type { PageFormat } from '../../numbers/use-format';
import type { UnitCostsView } from './view';
import './unit-costs.css';

interface CoverageProps {
  view: UnitCostsView;
  format: PageFormat;
}

/** Sums of fractions miss 1 by less. */
const ALL = 1 - 1e-9;

/** How much of the revenue has a known cost, and how few products have most of the rest. */
export function Coverage({ view, format }: CoverageProps) {
  const { t } = useLateTexts(unitCosts);
  const { goods, defaultMargin } = view;
  if (goods === null || goods.total.worth <= 0)
    return <Section title={t('coverage.title')} meaning={t('coverage.none')} />;
  const { total, mostUncosted } = goods;
  const share = total.costed / total.worth;
  return (
    <Section title={t('coverage.title')}>
      <div>
        <Text as="p" variant="headingLg">
          {t('coverage.share', { share: format.percent(share) })}
        </Text>
        <progress
          className="om-goods-bar"
          max={1}
          value={share}
          aria-label={t('coverage.share', { share: format.percent(share) })}
        />
      </div>
      {mostUncosted !== null && (
        <Text as="p">
          {t(mostUncosted.share >= ALL ? 'coverage.all' : 'coverage.most', {
            count: mostUncosted.products,
            share: format.percent(mostUncosted.share),
          })}
        </Text>
      )}
      {share < 1 && (
        <Text as="p" tone="subdued">
          {defaultMargin === null
            ? t('coverage.noDefault')
            : t('coverage.default', { rate: format.target(defaultMargin) })}{' '}
          <Link url="/app/settings/costs">{t('coverage.costs')}</Link>
        </Text>
      )}
    </Section>
  );
}
