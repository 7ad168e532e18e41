import { describe, expect, it } from 'vitest';
import { metricSettingsSchema } from '../../app/metrics/settings';
import {
  enteredRules,
  parseRules,
  RULE_FIELDS,
  ruleTexts,
  type RuleField,
} from '../../app/settings/entered/rules';

const TODAY = '2026-11-30';
const DEFAULTS = metricSettingsSchema.parse({});
const texts = ruleTexts(DEFAULTS);
const entered = (fields: Partial<Record<RuleField, string>>) =>
  parseRules(enteredRules({ get: (name) => ({ ...texts, ...fields })[name as RuleField] }), TODAY);
const taken = (field: RuleField, text: string) => {
  const read = entered({ [field]: text });
  return 'settings' in read ? read.settings[field] : read.faults[field];
};

describe('the entered rules', () => {
  it('stand in the form as they are read again', () => {
    const settings = {
      ...{ loyalPurchases: 4, minimumContractOrders: 6, evangelistReferrals: 1 },
      ...{ evangelistProducts: 999, minimumDiscount: 0.075, lapseDays: 90, durationDays: 3650 },
      ...{ newcomersFrom: '2024-02-29', followerTags: ['LINE 友だち', '#1'], eventTags: [] },
    };
    expect(Object.keys(texts)).toEqual([...RULE_FIELDS]);
    for (const own of [settings, ...[DEFAULTS]])
      expect(parseRules(ruleTexts(own), TODAY)).toEqual({
        settings: Object.fromEntries(RULE_FIELDS.map((field) => [field, own[field]])),
      });
  });

  it.each<[RuleField, string, unknown]>([
    ['loyalPurchases', '４回', 4],
    ['loyalPurchases', '2', 'whole'],
    ['loyalPurchases', '', 'whole'],
    ['loyalPurchases', '3.5', 'whole'],
    ['loyalPurchases', '-4', 'whole'],
    ['minimumContractOrders', '1', 'whole'],
    ['evangelistReferrals', '1000', 'whole'],
    ['evangelistProducts', '９９９', 999],
    ['evangelistProducts', '1e2', 'whole'],
    ['lapseDays', ' 1,000日 ', 1000],
    ['lapseDays', '0', 'whole'],
    ['durationDays', '', null],
    ['durationDays', '3651', 'whole'],
    ['minimumDiscount', '', 0],
    ['minimumDiscount', '７.５%', 0.075],
    ['minimumDiscount', '101', 'percent'],
    ['newcomersFrom', '2026年1月5日', '2026-01-05'],
    ['newcomersFrom', '２０２６/11/30', '2026-11-30'],
    ['newcomersFrom', '2026-12-01', 'dayLate'],
    ['newcomersFrom', '1999-12-31', 'dayEarly'],
    ['newcomersFrom', '2026-02-30', 'day'],
    ['newcomersFrom', '31.01.2026', 'day'],
    ['newcomersFrom', '', null],
    ['followerTags', ' LINE \r\nVIP,LINE\n\n', ['LINE', 'VIP']],
    ['eventTags', 'x'.repeat(256), 'tagLong'],
    ['eventTags', Array.from({ length: 21 }, (_, at) => `t${at}`).join(','), 'tags'],
    ['eventTags', 'nul\0', 'tagLetters'],
    ['eventTags', 'half \ud800', 'tagLetters'],
  ])('%s %j is %j', (field, text, expected) => {
    expect(taken(field, text)).toEqual(expected);
  });

  it('name every fault beside its field, and set nothing', () => {
    expect(entered({ loyalPurchases: 'x', newcomersFrom: 'soon', followerTags: '\u0001' })).toEqual(
      {
        faults: { loyalPurchases: 'whole', newcomersFrom: 'day', followerTags: 'tagLetters' },
      },
    );
    const form = new FormData();
    form.set('lapseDays', new File(['5'], 'x'));
    expect(enteredRules(form).lapseDays).toBe('');
  });
});
