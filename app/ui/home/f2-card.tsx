import { Link } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { F2_BENCHMARK } from '../benchmarks';
import { Bullet } from '../charts/bullet';
import { Quantity } from '../quantity';
import { Section } from '../section';
import type { PageFormat } from '../use-format';
import type { HomeView } from './view';

/** Of a hundred first buyers, how many buy again within 90 days; beside 87. */
export function F2Card({ view, format }: { view: HomeView; format: PageFormat }) {
  const { t } = useTranslation('home');
  const { value, interval } = view.f2;
  const benchmark = format.percent(F2_BENCHMARK);
  return (
    <Section
      title={t('f2.title')}
      term="f2"
      meaning={
        value === null
          ? undefined
          : t('f2.meaning', {
              n: format.number(value * 100),
              benchmark: format.number(F2_BENCHMARK * 100),
            })
      }
      more={<Link url="/app/repeat">{t('f2.more')}</Link>}
    >
      <Quantity
        term="f2"
        label={t('f2.label')}
        value={value === null ? null : format.percent(value)}
        range={interval && t('f2.interval', { range: format.percentRange(interval) })}
        reason={t('f2.notYet')}
      />
      {value !== null && (
        <Bullet
          label={t('f2.chart', { value: format.percent(value), benchmark })}
          value={value}
          max={1}
          low={interval?.[0]}
          high={interval?.[1]}
          line={{ value: F2_BENCHMARK, label: t('f2.line', { benchmark }) }}
          ends={[format.percent(0), format.percent(1)]}
        />
      )}
    </Section>
  );
}
