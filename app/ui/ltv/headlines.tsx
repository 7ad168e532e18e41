import { Link } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { scored } from '../nps/use-score';
import { ChangeLine } from '../numbers/change';
import { WorthGoal } from '../numbers/goal';
import type { ltvHeadline } from '../numbers/ltv-headline';
import { ltvKind } from '../numbers/ltv-kind';
import { Quantity } from '../numbers/quantity';
import { shownChange } from '../numbers/shown-change';
import type { PageFormat } from '../numbers/use-format';
import { notKnown } from './reasons';
import type { LtvView } from './view';
import './headlines.css';

interface HeadlinesProps {
  view: LtvView;
  format: PageFormat;
  /** the LTV of the whole duration; null where it is not known */
  whole: ReturnType<typeof ltvHeadline>;
}

/** The year's worth that Home shows and compares, beside the LTV of the whole duration: they are two numbers unless T is a year. */
export function Headlines({ view, format, whole }: HeadlinesProps) {
  const { t } = useTranslation(['ltv', 'home']);
  const { ltv, comparison } = view;
  const year = comparison?.worth ?? null;
  const isOther =
    year !== null &&
    year.now !== null &&
    (year.days !== whole?.days || ltvKind(ltv) !== kindOf(year.basis));
  const change = comparison !== null && (
    <>
      <ChangeLine change={comparison.worth} since={comparison.before} format={format} />
      <WorthGoal goal={view.goal} worth={comparison.worth} format={format} />
    </>
  );
  return (
    <div className="om-headlines">
      {isOther && (
        <div>
          <Quantity
            term="home:definition.worth"
            label={t(`home:ltv.label.${kindOf(year.basis)}`, {
              days: format.span(year.days ?? 365),
            })}
            value={shownChange(year, format).now}
          />
          {change}
        </div>
      )}
      <div>
        <Quantity
          term="ltv:definition.ltv"
          label={t(`home:ltv.label.${ltvKind(ltv)}`, {
            days: format.span(whole?.days ?? ltv.durationDays),
          })}
          value={whole && format.headlineMoney(whole.amount)}
          reason={notKnown(t, view, format)}
        />
        {!isOther && change}
      </div>
      {view.nps !== null && view.nps.score !== null && (
        <Quantity
          term="nps:definition.nps"
          label="NPS"
          value={scored(view.nps.score)}
          note={<Link url="/app/nps">{t('home:nps.more')}</Link>}
        />
      )}
    </div>
  );
}

const kindOf = (basis: 'profit' | 'revenue') => (basis === 'profit' ? 'gross' : 'revenue');
