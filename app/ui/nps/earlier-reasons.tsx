import { useTranslation } from 'react-i18next';
import { REASONS, type EarlierEdition, type Reason } from '../../terms/reasons';
import type { PageFormat } from '../numbers/use-format';
import '../frame/left-out.css';

interface EarlierReasonsProps {
  edition: EarlierEdition;
  reasons: Record<Reason, number>;
  format: PageFormat;
}

/** Folded: what detractors chose from the sentences of an earlier edition, in those sentences. */
export function EarlierReasons({ edition, reasons, format }: EarlierReasonsProps) {
  const { t } = useTranslation('nps');
  const said = REASONS.reduce((sum, reason) => sum + reasons[reason], 0);
  return (
    <details className="om-more">
      <summary>{t('reasons.earlier.title', { count: said, n: format.people(said) })}</summary>
      <p className="om-range">{t('reasons.earlier.why')}</p>
      <ul className="om-reasons">
        {REASONS.map((reason) => (
          <li key={reason}>
            <span>{t(`earlierReason.${edition}.${reason}`)}</span>
            <strong>{format.people(reasons[reason])}</strong>
          </li>
        ))}
      </ul>
    </details>
  );
}
