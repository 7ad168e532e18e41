import { advertising } from '../../../i18n/late/advertising';
import { acquisitionCostOf } from '../../../settings/entered/acquisition-cost';
import { editedSpend, withSpend, type GridEdit } from '../../../settings/entered/spend-grid';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { CostEffect } from './cost-effect';
import type { SpendView } from './view';

interface SpendEffectProps {
  view: SpendView;
  /** null: nothing is entered */
  edit: GridEdit | null;
  /** a field is wrong, and is left out */
  faulty: boolean;
}

/** Acquisition cost and LTV now, and as saving the grid would leave them. */
export function SpendEffect({ view, edit, faulty }: SpendEffectProps) {
  const { t } = useLateTexts(advertising);
  const { facts } = view;
  const known = new Map(Object.entries(view.spend));
  const then = edit === null ? known : withSpend(known, editedSpend(known, edit));
  return (
    <Section title={t('effect.title')} meaning={t('effect.meaning')}>
      <CostEffect
        view={view}
        isSame={edit === null || isEmpty(edit)}
        cost={
          facts && { now: acquisitionCostOf(known, facts), then: acquisitionCostOf(then, facts) }
        }
      />
      {faulty && <p className="om-range">{t('effect.faulty')}</p>}
    </Section>
  );
}

/** Names alone move no number. */
const isEmpty = ({ cells, removed }: GridEdit): boolean =>
  Object.keys(cells).length === 0 && removed.length === 0;
