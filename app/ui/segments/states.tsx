import { Spinner } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { segmentTexts } from '../../i18n/late/segments';
import { STATES, type State, type Who } from '../../terms/people';
import { STAGES, type Stage } from '../../terms/stages';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { peopleColumn, type PeopleCell } from '../people/people-column';
import { words, type Column } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import type { PartProps } from './segments-page';

/** null: all stages */
interface Row {
  stage: Stage | null;
  states: Record<State, PeopleCell>;
  all: PeopleCell;
}

const NONE: PeopleCell = { customers: 0, revenue: 0 };
const added = (one: PeopleCell, other: PeopleCell): PeopleCell => ({
  customers: one.customers + other.customers,
  revenue: one.revenue + other.revenue,
});

/** Customers by stage and state, with their revenue to date. */
export function States({ view, format }: PartProps) {
  const { t } = useLateTexts(segmentTexts);
  const { t: home } = useTranslation('home');
  const { t: stages } = useTranslation('stages');
  const { groups, status, customers, lapseDays } = view;
  const days = format.days(lapseDays);
  const meaning = t('states.meaning', {
    people: format.people(status.atRisk),
    share: format.percent(customers === 0 ? null : status.atRisk / customers),
  });
  if (groups === null)
    return (
      <Section title={t('states.title')} term="segments:definition.states" meaning={meaning}>
        <p role="status" aria-live="polite">
          <Spinner size="small" /> {t('counting')}
        </p>
      </Section>
    );
  const rowOf = (stage: Stage | null): Row => {
    const own = groups.states.filter((cell) => stage === null || cell.stage === stage);
    const of = (state: State) =>
      own.filter((cell) => cell.state === state).reduce<PeopleCell>(added, NONE);
    return {
      stage,
      states: { active: of('active'), atRisk: of('atRisk'), lapsed: of('lapsed') },
      all: own.reduce<PeopleCell>(added, NONE),
    };
  };
  const nameOf = ({ stage }: Row) =>
    stage === null ? t('all') : `${STAGES.indexOf(stage) + 1} ${stages(`name.${stage}`)}`;
  const whoOf = (state: State | null, { stage }: Row): Who => [
    [
      ...(state === null ? [] : [{ field: 'state' as const, is: [state] }]),
      ...(stage === null ? [] : [{ field: 'stage' as const, is: [stage] }]),
    ],
  ];
  const columns: Column<Row>[] = [
    words('stage', t('states.stage'), nameOf),
    ...STATES.map((state) =>
      peopleColumn<Row>(
        state,
        home(`states.${state}`),
        (row) => row.states[state],
        (row) => whoOf(state, row),
        format,
      ),
    ),
    peopleColumn<Row>(
      'all',
      t('all'),
      ({ all }) => all,
      (row) => whoOf(null, row),
      format,
      {
        main: true,
      },
    ),
  ];
  return (
    <Section title={t('states.title')} term="segments:definition.states" meaning={meaning}>
      <DataTable<Row>
        caption={t('states.title')}
        columns={columns}
        rows={STAGES.map(rowOf)}
        keyOf={({ stage }) => stage ?? ''}
        total={rowOf(null)}
      />
      <p className="om-range">{t('states.note', { days })}</p>
    </Section>
  );
}
