import { useTranslation } from 'react-i18next';
import { CopyText } from './copy-text';
import { VOICE_WORDS } from './voice-words';
import type { ShownVoice } from './voices-view';

/** Copies a testimonial for publication: without name and score, and labelled if it was rewarded. */
export function CopyVoice({ voice }: { voice: ShownVoice }) {
  const { t } = useTranslation('nps');
  const said = VOICE_WORDS[voice.language];
  const label = voice.rewarded ? `${said.pr} ${said.prNote}\n` : '';
  return <CopyText label={t('voice.copy')} text={() => `${label}${voice.comment}\n${said.by}`} />;
}
