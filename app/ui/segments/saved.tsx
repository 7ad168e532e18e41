import { Link } from '@shopify/polaris';
import { segmentTexts } from '../../i18n/late/segments';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { PeopleLink } from '../people/people-link';
import { numbers, words } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import type { PartProps } from './segments-page';

type Row = PartProps['view']['saved'][number];

interface SavedProps extends PartProps {
  /** customers of each list by its key; null until they are counted */
  counts: Readonly<Record<string, number>> | null;
}

/** The lists of customers that the shop keeps. */
export function Saved({ view: { saved, customers }, counts, format }: SavedProps) {
  const { t } = useLateTexts(segmentTexts);
  const countOf = ({ key, who }: Row) => (who === null ? null : (counts?.[key] ?? null));
  return (
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
            numbers('customers', t('customers'), countOf, format.number, { main: true }),
            numbers(
              'share',
              t('share'),
              (row) => {
                const count = countOf(row);
                return count === null || customers === 0 ? null : count / customers;
              },
              format.percent,
            ),
          ]}
          rows={saved}
          keyOf={({ key }) => key}
        />
      )}
      {saved.some(({ who }) => who === null) && <p className="om-range">{t('saved.unreadable')}</p>}
    </Section>
  );
}
