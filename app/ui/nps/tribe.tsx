import { useTranslation } from 'react-i18next';
import { TRIBE } from '../../terms/benchmarks';
import { Bullet } from '../charts/bullet';
import { Quantity } from '../numbers/quantity';
import { Customers } from '../people/customers-column';
import { Section } from '../frame/section';
import type { PartProps } from './score-card';
import { whoGave } from './whose';

/** Customers who would recommend the shop, towards a hundred. */
export function Tribe({ view, format }: PartProps) {
  const { t } = useTranslation('nps');
  const { tribe } = view.nps;
  const left = TRIBE - tribe;
  // the end of the bar and the line stay within the scale, reached or not
  const end = Math.round(Math.max(tribe, TRIBE) * 1.25);
  return (
    <Section
      title={t('tribe.title')}
      term="nps:definition.tribe"
      meaning={
        left > 0
          ? t('tribe.towards', { count: left, n: format.people(left) })
          : t('tribe.reached', { whole: format.number(TRIBE) })
      }
    >
      <Quantity
        term="nps:definition.tribe"
        label={t('tribe.label')}
        value={
          <Customers
            count={tribe}
            who={whoGave(view.nps, 'promoters')}
            text={format.heads(tribe)}
          />
        }
        note={left > 0 ? t('tribe.of', { n: format.people(TRIBE) }) : undefined}
      />
      <Bullet
        label={t(left > 0 ? 'tribe.chart' : 'tribe.chartReached', {
          n: format.people(tribe),
          whole: format.people(TRIBE),
        })}
        value={tribe}
        max={end}
        line={{ value: TRIBE, label: format.people(TRIBE) }}
        ends={['0', format.heads(end)]}
      />
    </Section>
  );
}
