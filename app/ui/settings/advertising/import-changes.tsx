import { advertising } from '../../../i18n/late/advertising';
import type { ImportPreview } from '../../../settings/entered/spend-import';
import { useLateTexts } from '../../frame/use-late-texts';
import { useFormat } from '../../numbers/use-format';
import { ChangesTable } from '../import/changes-table';
import type { SpendView } from './view';

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
  return (
    <ChangesTable
      caption={t('plan.changes')}
      heads={[t('plan.cell'), t('plan.before'), t('plan.after')]}
      rows={first.map(({ month, channel, before, after }) => ({
        key: `${month} ${channel}`,
        name: t('grid.cell', { month: format.month(month), channel }),
        cells: [format.money(before), format.money(after)],
      }))}
      rest={rest > 0 ? t('plan.rest', { count: rest }) : null}
    />
  );
}
