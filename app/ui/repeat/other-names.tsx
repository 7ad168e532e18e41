import { repeatMore } from '../../i18n/late/repeat-more';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import '../charts/chart-figure.css';
import { otherNamesPart } from './later-parts';
import { OnceSeen } from './once-seen';
import type { PartProps } from './second-purchase';

/** What others call repeat rate: how far the formulas lie apart, and each of them. */
export function OtherNames({ view, format }: PartProps) {
  const { t } = useLateTexts(repeatMore);
  const rates = view.otherRates;
  const known = rates.flatMap(({ name, value }) =>
    value === null || name === 'churned' ? [] : value,
  );
  return (
    <Section
      title={t('names.title')}
      term="repeatMore:definition.otherNames"
      meaning={
        known.length > 1
          ? t('names.meaning', {
              low: format.percent(Math.min(...known)),
              high: format.percent(Math.max(...known)),
            })
          : t('names.notYet')
      }
    >
      <details className="om-twin">
        <summary>{t('names.open')}</summary>
        <OnceSeen part={otherNamesPart} props={{ rates, format }} />
      </details>
    </Section>
  );
}
