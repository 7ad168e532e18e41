import { randomUUID } from 'node:crypto';
import { MOST_HEARD_CHOICES } from '../../terms/heard';
import { changeSettings, type ChangeResult } from '../../settings/change.server';
import { withShop, type ShopId } from '../../store/db.server';
import { shopById } from '../../store/shops/shops';
import { checkedSurveySettings, surveySettings, type SurveySettings } from './settings';

/** The shop's name, its survey settings, and the version that a form of them sends back. */
export async function readSurveySettings(
  shop: ShopId,
): Promise<{ name: string; settings: SurveySettings; version: number }> {
  const known = await withShop(shop, (tx) => shopById(tx, shop));
  const { name, settingsVersion: version } = known;
  return { name, settings: surveySettings(known), version };
}

/**
 * Replaces the survey's settings; the shop's other settings stay. The storefront's block learns of them.
 * @param expected as `changeSettings` takes it
 */
export async function setSurveySettings(
  shop: ShopId,
  settings: SurveySettings,
  expected: number | null = null,
): Promise<ChangeResult> {
  return await changeSettings(shop, 'survey', settings, expected);
}

/** The form's fields, and the setting of each. */
const FIELDS = {
  question_ja: ['questions', 'ja'],
  question_en: ['questions', 'en'],
  thanks_ja: ['thanks', 'ja'],
  thanks_en: ['thanks', 'en'],
  shareUrl: ['shareUrl'],
  askAgainAfterDays: ['askAgainAfterDays'],
  proxyPath: ['proxyPath'],
  heard: ['heard'],
} as const;
export type SurveyField = keyof typeof FIELDS;

const fieldNames = Object.keys(FIELDS).filter((name): name is SurveyField => name in FIELDS);

/**
 * The choices of the second question in the order of their rows; a row without texts is none. A new row gets a key, which stays
 * when its texts change, so that earlier answers keep their choice.
 */
function heardChoices(form: FormData) {
  return Array.from({ length: MOST_HEARD_CHOICES }, (_, row) => {
    const [key, ja, en] = ['key', 'ja', 'en'].map((name) => {
      const value = form.get(`heard_${name}_${row + 1}`);
      return typeof value === 'string' ? value.trim() : '';
    });
    return { key: key || randomUUID().slice(0, 8), ja, en };
  }).filter(({ ja, en }) => ja !== '' || en !== '');
}

/** Parses the page's form. @returns the settings, or the wrong fields; an empty wording or link is none */
export function surveyForm(
  form: FormData,
): { settings: SurveySettings } | { wrong: SurveyField[] } {
  const text = (name: SurveyField): string | undefined => {
    const value = form.get(name);
    // a text area sends line breaks; a wording is one line
    const lines = typeof value === 'string' ? value.split(/[\r\n]/) : [];
    const line = lines
      .map((each) => each.trim())
      .filter(Boolean)
      .join(' ');
    return line === '' ? undefined : line;
  };
  // full-width digits are digits
  const days = (text('askAgainAfterDays') ?? '').normalize('NFKC');
  const checked = checkedSurveySettings({
    enabled: form.has('enabled'),
    questions: { ja: text('question_ja'), en: text('question_en') },
    thanks: { ja: text('thanks_ja'), en: text('thanks_en') },
    followUps: {
      share: form.has('share'),
      improve: form.has('improve'),
      reason: form.has('reason'),
      voice: form.has('voice'),
    },
    shareUrl: text('shareUrl') ?? null,
    askAgainAfterDays: /^\d{1,3}$/.test(days) ? Number(days) : null,
    heard: {
      enabled: form.has('heard'),
      choices: heardChoices(form),
      other: form.has('heardElsewhere'),
    },
    onThankYou: form.has('onThankYou'),
    onOrderStatus: form.has('onOrderStatus'),
    onStorefront: form.has('onStorefront'),
    proxyPath: text('proxyPath') ?? '',
  });
  if (checked.success) return { settings: checked.data };
  const wrong = checked.error.issues.map(({ path }) =>
    path[0] === 'heard' ? 'heard' : path.join('.'),
  );
  return { wrong: fieldNames.filter((name) => wrong.includes(FIELDS[name].join('.'))) };
}
