import { Link } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { BarList } from '../charts/bar-list';
import { ChartFigure } from '../charts/chart-figure';
import { Section } from '../frame/section';
import { numbers, words, type Column } from '../tables/columns';
import type { PageFormat } from '../numbers/use-format';
import type { HomeView } from './view';

/** Steps of the funnel Home shows; the Repeat page has all ten. */
const STEPS = 5;

/** Where customers leave most, in the funnel's first steps. */
export function LeaveMost({ view, format }: { view: HomeView; format: PageFormat }) {
  const { t } = useTranslation('home');
  const { leaveMost, funnel } = view;
  const first = funnel[0] ?? 0;
  const rows = funnel.slice(0, STEPS).map((customers, index) => ({
    key: `F${index + 1}`,
    name: t('leave.step', { n: index + 1 }),
    customers,
    share: first === 0 ? null : customers / first,
    length: first === 0 ? 0 : customers / first,
    value: format.heads(customers),
    note: format.percent(first === 0 ? null : customers / first),
    ...(leaveMost !== null &&
      leaveMost.step === index && {
        lost: leaveMost.lost / first,
        marked: t('leave.here', {
          from: leaveMost.step,
          n: format.number(leaveMost.lost),
          count: leaveMost.lost,
        }),
      }),
  }));
  const table = {
    columns: [
      words('step', t('leave.purchases'), ({ name }) => name),
      numbers('customers', t('changes.name.customers'), (row) => row.customers, format.heads, {
        main: true,
      }),
      numbers('share', t('leave.share'), ({ share }) => share, format.percent),
    ] satisfies Column<(typeof rows)[number]>[],
    rows,
    keyOf: ({ key }: (typeof rows)[number]) => key,
  };
  return (
    <Section
      title={t('leave.title')}
      term="repeat:definition.leaveMost"
      meaning={
        leaveMost === null
          ? t('leave.none')
          : t('leave.meaning', {
              from: leaveMost.step,
              to: leaveMost.step + 1,
              lost: format.people(leaveMost.lost),
              rate: format.percent(1 - leaveMost.rate),
            })
      }
      more={<Link url="/app/repeat">{t('leave.more')}</Link>}
    >
      <ChartFigure title={t('leave.title')} table={table}>
        <BarList rows={rows} label={t('leave.title')} />
      </ChartFigure>
    </Section>
  );
}
