import type { GoalSettings, MetricSettings } from '../../metrics/settings';
import { parseAmount, parsePercent, type AmountFault } from './amount';

/** The fields of the definitions' form that are typed. */
export const DEFINITION_FIELDS = [
  ...(['healthAmount', 'healthPurchases', 'healthYearAmount', 'healthRepeaters'] as const),
  ...(['f2Benchmark', 'ltv365', 'nps', 'repeaters'] as const),
] as const;
export type DefinitionField = (typeof DEFINITION_FIELDS)[number];

/** Those that are chosen. */
const CHOSEN = ['revenueBasis', 'counting'] as const;

export type DefinitionFault = AmountFault | 'percent' | 'goal' | 'positive' | 'times' | 'score';
export type Entered = Record<DefinitionField | (typeof CHOSEN)[number], string>;

/** The settings of the form, by part. */
export interface Definitions {
  metrics: Pick<
    MetricSettings,
    | ('revenueBasis' | 'counting' | 'f2Benchmark')
    | ('healthAmount' | 'healthPurchases' | 'healthYearAmount' | 'healthRepeaters')
  >;
  goals: GoalSettings;
}

/** Any entered number is shorter. */
const MOST_LETTERS = 100;
const MOST_PURCHASES = 1000;
/** What an empty field means. */
export const HEALTH_DEFAULTS = { healthPurchases: 3, healthRepeaters: 0.6 };

/** The texts of the form's fields, as they were entered. */
export function enteredDefinitions(form: Pick<FormData | URLSearchParams, 'get'>): Entered {
  const text = (name: keyof Entered) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.slice(0, MOST_LETTERS) : '';
  };
  const typed = DEFINITION_FIELDS.map((field) => [field, text(field)] as const);
  const chosen = CHOSEN.map((name) => [name, text(name)] as const);
  return Object.fromEntries([...typed, ...chosen]) as Entered;
}

type Read<V> = { value: V } | { fault: DefinitionFault };

/**
 * Reads the entered texts. An empty field is the method's own figure, or no goal.
 * @returns the settings, or the faults of the fields: nothing is set then
 */
export function parseDefinitions(
  entered: Entered,
  currency: string,
): { settings: Definitions } | { faults: Partial<Record<DefinitionField, DefinitionFault>> } {
  const read = {
    healthAmount: readAmount(entered.healthAmount, currency),
    healthPurchases: readTimes(entered.healthPurchases),
    healthYearAmount: readAmount(entered.healthYearAmount, currency),
    healthRepeaters: readShare(entered.healthRepeaters),
    f2Benchmark: readGoal(entered.f2Benchmark),
    ltv365: readAmount(entered.ltv365, currency),
    nps: readScore(entered.nps),
    repeaters: readGoal(entered.repeaters),
  } satisfies Record<DefinitionField, Read<number | null>>;
  const faults = DEFINITION_FIELDS.flatMap((field) => {
    const one: Read<number | null> = read[field];
    return 'fault' in one ? [[field, one.fault] as const] : [];
  });
  if (faults.length > 0) return { faults: Object.fromEntries(faults) };
  const value = (field: DefinitionField): number | null => {
    const one: Read<number | null> = read[field];
    return 'value' in one ? one.value : null;
  };
  return {
    settings: {
      metrics: {
        revenueBasis: entered.revenueBasis === 'withTax' ? 'withTax' : 'net',
        counting: entered.counting === 'order' ? 'order' : 'day',
        healthAmount: value('healthAmount'),
        healthPurchases: value('healthPurchases') ?? HEALTH_DEFAULTS.healthPurchases,
        healthYearAmount: value('healthYearAmount'),
        healthRepeaters: value('healthRepeaters') ?? HEALTH_DEFAULTS.healthRepeaters,
        f2Benchmark: value('f2Benchmark'),
      },
      goals: { ltv365: value('ltv365'), nps: value('nps'), repeaters: value('repeaters') },
    },
  };
}

/** The texts that a shop's settings stand as in the form. */
export function definitionTexts({ metrics, goals }: Definitions): Entered {
  const amount = (value: number | null) =>
    value === null ? '' : value.toLocaleString('en-US', { maximumFractionDigits: 4 });
  const percent = (share: number | null) =>
    share === null ? '' : String(Number((share * 100).toFixed(6)));
  // the method's own figure stands as an empty field, as its amounts do
  const own = (name: keyof typeof HEALTH_DEFAULTS, write: (value: number) => string) =>
    metrics[name] === HEALTH_DEFAULTS[name] ? '' : write(metrics[name]);
  return {
    revenueBasis: metrics.revenueBasis,
    counting: metrics.counting,
    healthAmount: amount(metrics.healthAmount),
    healthPurchases: own('healthPurchases', String),
    healthYearAmount: amount(metrics.healthYearAmount),
    healthRepeaters: own('healthRepeaters', percent),
    f2Benchmark: percent(metrics.f2Benchmark),
    ltv365: amount(goals.ltv365),
    nps: goals.nps === null ? '' : String(goals.nps),
    repeaters: percent(goals.repeaters),
  };
}

function readAmount(text: string, currency: string): Read<number | null> {
  const read = parseAmount(text, currency);
  if ('fault' in read) return read;
  return read.amount === 0 ? { fault: 'positive' } : { value: read.amount };
}

function readShare(text: string): Read<number | null> {
  const read = parsePercent(text);
  return 'fault' in read ? read : { value: read.share };
}

/** A share that is a goal: 0 is none. */
function readGoal(text: string): Read<number | null> {
  const read = readShare(text);
  return 'value' in read && read.value === 0 ? { fault: 'goal' } : read;
}

/** 3, or 3回. */
function readTimes(text: string): Read<number | null> {
  const given = text.normalize('NFKC').trim();
  if (given === '') return { value: null };
  const digits = given.endsWith('回') ? given.slice(0, -1).trim() : given;
  const times = /^\d{1,4}$/.test(digits) ? Number(digits) : 0;
  return times > 0 && times <= MOST_PURCHASES ? { value: times } : { fault: 'times' };
}

/** A score from −100 to 100, in tenths. */
function readScore(text: string): Read<number | null> {
  const given = text.normalize('NFKC').trim();
  if (given === '') return { value: null };
  const plain = given.replace(/^[\u2212\u2010-\u2015]/, '-');
  const score = /^[+-]?\d{1,3}(?:\.\d)?$/.test(plain) ? Number(plain) : NaN;
  return Math.abs(score) <= 100 ? { value: score } : { fault: 'score' };
}
