import { Link, Spinner, Text } from '@shopify/polaris';
import { channelTexts } from '../../../i18n/late/channels';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import type { PageFormat } from '../../numbers/use-format';
import { numbers, words } from '../../tables/columns';
import { DataTable } from '../../tables/data-table';
import type { HeardRow, HeardView } from './heard-view';

interface HeardPartProps {
  heard: HeardView;
  format: PageFormat;
}

/** How new customers heard of the shop by their own words, beside the sources that Shopify knows. */
export function HeardOf({ heard, format }: HeardPartProps) {
  const { t, i18n } = useLateTexts(channelTexts);
  const language = i18n.language === 'ja' ? 'ja' : 'en';
  const more = <Link url="/app/nps/survey">{t('heard.settings')}</Link>;
  if (heard.counted === null)
    return (
      <Section title={t('heard.title')} term="channels:definition.heard" more={more}>
        <p role="status" aria-live="polite">
          <Spinner size="small" /> {t('counting')}
        </p>
      </Section>
    );
  const { newcomers, rows } = heard.counted;
  const answered = newcomers - (rows.find(({ key }) => key === null)?.customers ?? 0);
  const nameOf = ({ key, text }: HeardRow) =>
    text?.[language] ??
    t(key === null ? 'heard.unanswered' : key === 'all' ? 'all' : 'heard.earlier');
  return (
    <Section
      title={t('heard.title')}
      term="channels:definition.heard"
      meaning={
        answered === 0
          ? t('heard.none')
          : t('heard.meaning', {
              answered: format.number(answered),
              newcomers: format.number(newcomers),
              share: format.percent(answered / newcomers),
            })
      }
      more={more}
    >
      {answered > 0 && (
        <>
          <DataTable<HeardRow>
            caption={t('heard.title')}
            columns={[
              words('choice', t('heard.choice'), nameOf),
              numbers('customers', t('newcomers'), ({ customers }) => customers, format.number, {
                main: true,
              }),
              numbers(
                'share',
                t('heard.share'),
                ({ customers }) => customers / newcomers,
                format.percent,
              ),
              numbers(
                'ofAnswered',
                t('heard.ofAnswered'),
                ({ key, customers }) =>
                  key === null || key === 'all' ? null : customers / answered,
                format.percent,
              ),
            ]}
            rows={rows}
            keyOf={({ key }) => key ?? ''}
            total={{ key: 'all', text: null, customers: newcomers }}
          />
          <Text as="p" tone="subdued">
            {t('heard.note')}
          </Text>
        </>
      )}
    </Section>
  );
}
