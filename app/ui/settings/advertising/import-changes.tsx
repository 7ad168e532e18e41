import { advertising } from '../../../i18n/late/advertising';
import type { ImportPreview } from '../../../settings/entered/spend-import';
import { useLateTexts } from '../../frame/use-late-texts';
import { useFormat } from '../../numbers/use-format';
import type { SpendView } from './view';
import '../../tables/table.css';

interface ImportChangesProps {
  view: SpendView;
  preview: ImportPreview;
}

/** The first changes of a file, cell by cell. */
export function ImportChanges({ view, preview }: ImportChangesProps) {
  const { t } = useLateTexts(advertising);
  const format = useFormat(view);
  const { first } = preview;
  const rest = preview.added + preview.changed + preview.removed - first.length;
  if (first.length === 0) return null;
  return (
    <>
      <table className="om-table">
        <caption className="om-hidden">{t('plan.changes')}</caption>
        <thead>
          <tr>
            <th scope="col" className="om-words">
              {t('plan.cell')}
            </th>
            <th scope="col">{t('plan.before')}</th>
            <th scope="col">{t('plan.after')}</th>
          </tr>
        </thead>
        <tbody>
          {first.map(({ month, channel, before, after }) => (
            <tr key={`${month} ${channel}`}>
              <th scope="row">{t('grid.cell', { month: format.month(month), channel })}</th>
              <td data-label={t('plan.before')}>{format.money(before)}</td>
              <td data-label={t('plan.after')}>{format.money(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p className="om-range">{t('plan.rest', { count: rest })}</p>}
    </>
  );
}
