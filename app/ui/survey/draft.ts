import { MOST_HEARD_CHOICES } from '../../terms/heard';
import { FOLLOW_UPS, type SurveyDraft } from './view';

/** The form's current values, for the preview beside it; missing fields keep their saved values. */
export function draftOf(form: FormData, saved: SurveyDraft): SurveyDraft {
  const text = (name: string): string => {
    const value = form.get(name);
    const lines = typeof value === 'string' ? value.split(/[\r\n]/) : [];
    return lines
      .map((line) => line.trim())
      .filter(Boolean)
      .join(' ');
  };
  const wordings = (name: string) => ({
    ja: text(`${name}_ja`) || undefined,
    en: text(`${name}_en`) || undefined,
  });
  const [share, improve, reason, voice] = FOLLOW_UPS.map((name) => form.has(name));
  return {
    ...saved,
    enabled: form.has('enabled'),
    questions: wordings('question'),
    thanks: wordings('thanks'),
    followUps: {
      share: share === true,
      improve: improve === true,
      reason: reason === true,
      voice: voice === true,
    },
    shareUrl: text('shareUrl') || null,
    heard: {
      enabled: form.has('heard'),
      other: form.has('heardElsewhere'),
      choices: Array.from({ length: MOST_HEARD_CHOICES }, (_, row) => ({
        key: String(row),
        ja: text(`heard_ja_${row + 1}`),
        en: text(`heard_en_${row + 1}`),
      })).filter(({ ja, en }) => ja !== '' || en !== ''),
    },
    onThankYou: form.has('onThankYou'),
    onOrderStatus: form.has('onOrderStatus'),
    onStorefront: form.has('onStorefront'),
  };
}
