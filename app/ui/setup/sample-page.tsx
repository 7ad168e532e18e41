import { Banner, BlockStack, Link, Page, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { setup as texts } from '../../i18n/late/setup';
import { STAGES } from '../../terms/stages';
import '../base.css';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import '../numbers/quantity.css';
import { useFormat } from '../numbers/use-format';
import '../tables/table.css';
import { SAMPLE } from './sample';

const YEN = { currency: 'JPY', timezone: 'Asia/Tokyo' };

/** What the pages say of a shop with orders, shown with a made-up one. */
export function SamplePage() {
  const { t } = useLateTexts(texts);
  const { t: ofStages } = useTranslation('stages');
  const format = useFormat(YEN);
  const { ltv, nps, stages } = SAMPLE;
  const customers = STAGES.reduce((all, stage) => all + stages[stage], 0);
  return (
    <main>
      <Page
        title={t('sample.title')}
        subtitle={t('sample.subtitle')}
        backAction={{ content: t('sample.back'), url: '/app/setup' }}
      >
        <BlockStack gap="400">
          <Banner tone="info">
            {t('sample.notice')} <Link url="/app">{t('sample.own')}</Link>
          </Banner>
          <Sample
            name="ltv"
            value={format.money(ltv.gross)}
            reading={t('sample.ltv.reading', {
              order: format.money(ltv.averageOrderValue),
              margin: format.percent(ltv.grossMargin, 0),
              times: format.number(ltv.ordersPerYear, 1),
              cac: format.money(ltv.acquisitionCost),
              keep: format.money(ltv.retentionCost),
              net: format.money(ltv.net),
            })}
          />
          <Sample
            name="f2"
            value={format.percent(SAMPLE.f2)}
            reading={t('sample.f2.reading', {
              n: format.number(SAMPLE.f2 * 100),
              goal: format.target(SAMPLE.goal),
            })}
          />
          <Sample
            name="nps"
            value={format.number(nps.score)}
            reading={t('sample.nps.reading', {
              answers: format.number(nps.answers),
              promoters: format.number(nps.promoters),
              detractors: format.number(nps.detractors),
            })}
          />
          <Section
            title={t('sample.stages.title')}
            meaning={t('sample.stages.reading', { customers: format.people(customers) })}
          >
            <table className="om-table">
              <caption className="om-hidden">{t('sample.stages.title')}</caption>
              <thead>
                <tr>
                  <th scope="col" className="om-words">
                    {t('sample.stages.stage')}
                  </th>
                  <th scope="col">{t('sample.stages.customers')}</th>
                </tr>
              </thead>
              <tbody>
                {STAGES.map((stage) => (
                  <tr key={stage}>
                    <th scope="row">{ofStages(`name.${stage}`)}</th>
                    <td data-label={t('sample.stages.customers')}>{format.heads(stages[stage])}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Section>
        </BlockStack>
      </Page>
    </main>
  );
}

interface SampleProps {
  name: 'ltv' | 'f2' | 'nps';
  value: string;
  reading: ReactNode;
}

function Sample({ name, value, reading }: SampleProps) {
  const { t } = useLateTexts(texts);
  return (
    <Section title={t(`sample.${name}.title`)}>
      <div>
        <Text as="p" tone="subdued">
          {t(`sample.${name}.label`)}
        </Text>
        <p className="om-number">{value}</p>
        <Text as="p">{reading}</Text>
      </div>
    </Section>
  );
}
