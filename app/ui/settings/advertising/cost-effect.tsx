import { UNKNOWN } from '../../../i18n/format';
import { advertising } from '../../../i18n/late/advertising';
import type { ImportPreview } from '../../../settings/entered/spend-import';
import { useLateTexts } from '../../frame/use-late-texts';
import { useFormat } from '../../numbers/use-format';
import { FigureTable } from '../figure-table';
import type { SpendView } from './view';
import '../../tables/table.css';

interface CostEffectProps {
  view: SpendView;
  /** acquisition cost; null before the shop's first numbers */
  cost: ImportPreview['cost'];
  /** nothing is entered: nothing is after it */
  isSame?: boolean;
}

/** What advertising spend moves: acquisition cost, and the LTV that it is taken from. */
export function CostEffect({ view, cost, isSame = false }: CostEffectProps) {
  const { t } = useLateTexts(advertising);
  const format = useFormat(view);
  const { facts } = view;
  if (cost === null || facts === null) return <p>{t('effect.none')}</p>;
  const { valueBefore } = facts;
  const worth = (own: number | null) => (valueBefore === null ? null : valueBefore - (own ?? 0));
  const rows = [
    { name: t('effect.cost'), now: cost.now, then: cost.then },
    {
      name: t(`effect.value.${facts.valueBasis}`, { days: format.days(facts.durationDays) }),
      now: worth(cost.now),
      then: worth(cost.then),
    },
  ];
  return (
    <div role="status" aria-live="polite">
      <FigureTable
        caption={t('effect.title')}
        heads={[t('effect.row'), t('effect.now'), t('effect.then')]}
        rows={rows.map(({ name, now, then }) => ({
          name,
          now: format.money(now),
          then: isSame ? UNKNOWN : format.money(then),
        }))}
      />
      {valueBefore === null && (
        <p className="om-range om-figures-note">{t('effect.valueUnknown')}</p>
      )}
      {view.recounting && <p className="om-range om-figures-note">{t('effect.recounting')}</p>}
      {cost.then === null && <p className="om-range om-figures-note">{t('effect.costUnknown')}</p>}
    </div>
  );
}
