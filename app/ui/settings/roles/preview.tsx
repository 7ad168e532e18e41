import { useTranslation } from 'react-i18next';
import type { PageFormat } from '../../numbers/use-format';
import { StageMoves } from '../moves';
import { isWaiting, PreviewWaiting } from '../preview-waiting';
import type { DraftAnswer } from './view';

interface RolesPreviewProps {
  /** null: nothing was chosen yet */
  preview: DraftAnswer['preview'];
  /** another one is being counted */
  running: boolean;
  again: (form: FormData) => void;
  format: PageFormat;
}

/** Who would be on another stage, before it is saved. */
export function RolesPreview({ preview, running, again, format }: RolesPreviewProps) {
  const { t } = useTranslation('roles');
  return (
    <div role="status" aria-live="polite" aria-busy={running}>
      {running ? (
        <p>{t('preview.running')}</p>
      ) : preview === null ? (
        <p>{t('preview.notYet')}</p>
      ) : typeof preview === 'string' ? (
        <p>{t(`preview.${preview}`)}</p>
      ) : isWaiting(preview) ? (
        <PreviewWaiting waiting={preview} again={again} />
      ) : (
        <StageMoves moves={preview} format={format} />
      )}
    </div>
  );
}
