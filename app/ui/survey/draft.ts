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
    onThankYou: form.has('onThankYou'),
    onOrderStatus: form.has('onOrderStatus'),
    onStorefront: form.has('onStorefront'),
  };
}
