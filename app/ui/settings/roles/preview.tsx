import { useTranslation } from 'react-i18next';
import type { Unpreviewed } from '../../../metrics/preview/current-book.server';
import type { Moves } from '../../../metrics/preview/moves';
import type { Stage } from '../../../terms/stages';
import type { PageFormat } from '../../numbers/use-format';
import { StageMoves } from '../moves';

interface RolesPreviewProps {
  /** null: nothing was chosen yet */
  preview: Moves<Stage> | Unpreviewed | null;
  /** another one is being counted */
  running: boolean;
  format: PageFormat;
}

/** Who would be on another stage, before it is saved. */
export function RolesPreview({ preview, running, format }: RolesPreviewProps) {
  const { t } = useTranslation('roles');
  return (
    <div role="status" aria-live="polite" aria-busy={running}>
      {running ? (
        <p>{t('preview.running')}</p>
      ) : preview === null ? (
        <p>{t('preview.notYet')}</p>
      ) : typeof preview === 'string' ? (
        <p>{t(`preview.${preview}`)}</p>
      ) : (
        <StageMoves moves={preview} format={format} />
      )}
    </div>
  );
}
