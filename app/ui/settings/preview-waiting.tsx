import { useEffect, useRef } from 'react';
import type { Waiting } from '../../metrics/preview/drafts/kept-preview.server';
import { moves } from '../../i18n/late/moves';
import { useLateTexts } from '../frame/use-late-texts';

/** Between two questions: a count in the background takes ten seconds and more. */
const AGAIN_MS = 500;

interface PreviewWaitingProps {
  /** the door's last reply */
  waiting: Waiting;
  /** asks the door for the same again; its argument is the form around it, or empty */
  again: (form: FormData) => void;
}

/** Says how long a preview that is counted in the background takes, and asks for it until it is there. */
export function PreviewWaiting({ waiting, again }: PreviewWaitingProps) {
  const { t } = useLateTexts(moves);
  const own = useRef<HTMLParagraphElement>(null);
  const ask = useRef(again);
  ask.current = again;
  useEffect(() => {
    const timer = setTimeout(() => {
      ask.current(new FormData(own.current?.closest('form') ?? undefined));
    }, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [waiting]);
  const { waitSeconds: seconds } = waiting;
  return (
    <p ref={own}>{seconds === null ? t('waiting.soon') : t('waiting.seconds', { seconds })}</p>
  );
}

/** Whether a preview is counted in the background. */
export const isWaiting = (preview: object): preview is Waiting => 'waitSeconds' in preview;
