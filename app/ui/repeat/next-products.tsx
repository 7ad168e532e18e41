import { repeatMore } from '../../i18n/late/repeat-more';
import { useTranslation } from 'react-i18next';
import type { Condition } from '../../terms/people';
import { Section } from '../frame/section';
import { productName } from '../frame/strip/filter-words';
import { useLateTexts } from '../frame/use-late-texts';
import type { PageFormat } from '../numbers/use-format';
import { numbers, words } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import '../charts/chart-figure.css';
import type { PartProps } from './second-purchase';
import type { NextSteps } from './view';
import { bought, People, whomOf } from './whom';

type Step = NextSteps['second'];
type From = Step['from'][number];

const NO_STEP: Step = { customers: 0, products: 0, from: [] };
const NONE: NextSteps = { second: NO_STEP, third: NO_STEP };

/** What the second purchase was of, by product of the first; and the third, by product of the second. */
export function NextProducts({ view, format }: PartProps) {
  const { t } = useLateTexts(repeatMore);
  const { t: inFrame } = useTranslation('frame');
  const { second, third } = view.next ?? NONE;
  const [first] = second.from;
  const most = first?.next[0];
  return (
    <Section
      title={t('next.title')}
      term="repeatMore:definition.nextProducts"
      meaning={
        view.next === null
          ? t('next.counting')
          : first === undefined || most === undefined
            ? t('next.notYet')
            : t('next.meaning', {
                from: productName(inFrame, first.title),
                to: productName(inFrame, most.title),
                share: format.percent(most.customers / first.customers),
              })
      }
    >
      {second.from.length > 0 && (
        <NextTable step={second} which="second" view={view} format={format} />
      )}
      {third.from.length > 0 && (
        <details className="om-twin">
          <summary>{t('next.third')}</summary>
          <NextTable step={third} which="third" view={view} format={format} />
        </details>
      )}
      {most !== undefined && <p className="om-range">{t('next.note')}</p>}
    </Section>
  );
}

interface NextTableProps {
  step: Step;
  which: 'second' | 'third';
  view: PartProps['view'];
  format: PageFormat;
}

/** One row per pair; a product of too few customers has a row without a next one. */
function NextTable({ step, which, view, format }: NextTableProps) {
  const { t } = useLateTexts(repeatMore);
  const { t: inFrame } = useTranslation('frame');
  const rows = step.from.flatMap((from) =>
    from.next.length === 0
      ? [{ from, next: null }]
      : from.next.map((next) => ({ from, next: next as typeof next | null })),
  );
  type Row = (typeof rows)[number];
  const name = ({ title }: Pick<From, 'title'>) => productName(inFrame, title);
  const share = ({ from, next }: Row) => next && next.customers / from.customers;
  const lift = (row: Row) => {
    const own = share(row);
    return own === null || row.next === null ? null : own / (row.next.base / step.customers);
  };
  const earlier = ({ productId }: From): Condition => ({
    ...{ field: which === 'second' ? 'firstProduct' : 'secondProduct', is: [productId] },
  });
  const title = t(`next.${which}`);
  const pair = ({ from, next }: Row) =>
    t('next.pair', {
      from: name(from),
      to:
        next === null
          ? t('next.few')
          : next.productId === from.productId
            ? t('next.same')
            : name(next),
    });
  return (
    <div>
      <DataTable<Row>
        caption={title}
        columns={[
          words('pair', title, pair, {
            file: [
              { label: t('next.from'), cell: ({ from }) => name(from) },
              { label: t('next.to'), cell: ({ next }) => next && name(next) },
            ],
          }),
          numbers('of', t('next.of'), ({ from }) => from.customers, format.number, {
            show: ({ from }) => (
              <People who={whomOf(view, earlier(from), bought(which === 'second' ? 2 : 3, true))}>
                {format.number(from.customers)}
              </People>
            ),
          }),
          numbers(
            'customers',
            t('next.customers'),
            (row) => row.next?.customers ?? null,
            (value) => format.number(value),
            {
              // no list chooses by the product of the third purchase
              show: ({ from, next }) =>
                next === null || which === 'third' ? (
                  format.number(next?.customers ?? null)
                ) : (
                  <People
                    who={whomOf(view, earlier(from), {
                      ...{ field: 'secondProduct', is: [next.productId] },
                    })}
                  >
                    {format.number(next.customers)}
                  </People>
                ),
            },
          ),
          numbers('share', t('next.share'), share, format.percent, { main: true }),
          numbers('lift', t('next.lift'), lift, (value) => format.number(value, 2)),
          numbers(
            'days',
            t('next.days'),
            (row) => row.next?.medianDays ?? null,
            (days) => format.days(days === null ? null : Math.round(days)),
          ),
        ]}
        rows={rows}
        keyOf={({ from, next }) => `${from.productId} ${next?.productId ?? ''}`}
        folds="rows"
      />
      {step.products > step.from.length && (
        <p className="om-range">
          {t('next.cut', {
            shown: format.number(step.from.length),
            products: format.number(step.products),
          })}
        </p>
      )}
    </div>
  );
}
