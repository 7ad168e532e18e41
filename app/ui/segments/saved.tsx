import { Link } from '@shopify/polaris';
import { segmentTexts } from '../../i18n/late/segments';
import type { ListWorth } from '../../metrics/people/tab-counts.server';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { scored } from '../nps/use-score';
import { Customers } from '../people/customers-column';
import { PeopleLink } from '../people/people-link';
import { amounts, numbers, words } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import './talk.css';
import { SavedList } from './saved-list';
import type { PartProps } from './segments-page';
import type { OwnTalkAnswer } from './talk';

type Row = PartProps['view']['saved'][number];

interface SavedProps extends PartProps {
  /** each list by its key; null until they are counted */
  worth: Readonly<Record<string, ListWorth>> | null;
  answer: OwnTalkAnswer | undefined;
}

/** Scores that a list needs, as everywhere. */
const LEAST_ANSWERS = 10;

const share = (some: number, whole: number) => (whole === 0 ? null : some / whole);

/** The lists of customers that the shop keeps: what their customers are worth, and what to say to them. */
export function Saved({ view, worth, answer, format }: SavedProps) {
  const { t } = useLateTexts(segmentTexts);
  const { saved, customers, revenue } = view;
  const of = ({ key, who }: Row): ListWorth | null =>
    who === null ? null : (worth?.[key] ?? null);
  const part = (row: Row, value: (own: ListWorth) => number | null) => {
    const own = of(row);
    return own === null ? null : value(own);
  };
  const score = ({ answers, promoters, detractors }: ListWorth) =>
    answers < LEAST_ANSWERS ? null : (100 * (promoters - detractors)) / answers;
  return (
    <>
      <Section
        title={t('saved.title')}
        meaning={t(saved.length === 0 ? 'saved.none' : 'saved.meaning')}
        more={
          <p>
            <Link url="/app/customers">{t('saved.make')}</Link>
          </p>
        }
      >
        {saved.length > 0 && (
          <DataTable<Row>
            caption={t('saved.title')}
            columns={[
              words('name', t('saved.name'), ({ name }) => name, {
                show: ({ name, who }) => (
                  <span translate="no">
                    {who === null ? name : <PeopleLink who={who}>{name}</PeopleLink>}
                  </span>
                ),
              }),
              numbers(
                'customers',
                t('customers'),
                (row) => part(row, (own) => own.customers),
                format.number,
                {
                  main: true,
                  show: (row) => (
                    <Customers
                      count={part(row, (own) => own.customers)}
                      who={row.who}
                      text={format.number(part(row, (own) => own.customers))}
                    />
                  ),
                },
              ),
              numbers(
                'share',
                t('share'),
                (row) => part(row, (own) => share(own.customers, customers)),
                format.percent,
              ),
              amounts('revenue', t('revenue'), (row) => part(row, (own) => own.revenue), format),
              numbers(
                'revenueShare',
                t('revenueShare'),
                (row) => part(row, (own) => share(own.revenue, revenue)),
                format.percent,
              ),
              amounts(
                'each',
                t('each'),
                (row) => part(row, (own) => share(own.revenue, own.customers)),
                format,
              ),
              numbers(
                'again',
                t('saved.again'),
                (row) => part(row, (own) => share(own.repeaters, own.customers)),
                format.percent,
              ),
              ...(view.usesNps
                ? [numbers<Row>('nps', t('kinds.nps'), (row) => part(row, score), scored)]
                : []),
            ]}
            rows={saved}
            keyOf={({ key }) => key}
          />
        )}
        {saved.length > 0 && <p className="om-range">{t('saved.note')}</p>}
        {saved.some(({ who }) => who === null) && (
          <p className="om-range">{t('saved.unreadable')}</p>
        )}
      </Section>
      {saved.length > 0 && (
        <Section title={t('saved.talk')} meaning={t('saved.talkMeaning')}>
          <ul className="om-talks">
            {saved.map((list) => (
              <SavedList
                key={list.key}
                list={list}
                customers={part(list, (own) => own.customers)}
                asOf={view.asOf}
                version={view.version}
                answer={answer}
                format={format}
              />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
