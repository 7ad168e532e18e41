import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import type { Snapshot } from '../../app/metrics/snapshot';
import { useFormat } from '../../app/ui/numbers/use-format';
import { TrialToMain } from '../../app/ui/repeat/trial-to-main';
import { repeatViewOf } from './repeat-view';
import { rendered, words } from '../support/render';
import { teaShop } from '../support/shops/tea-shop';

type Numbers = NonNullable<Snapshot['trialToMain']>;

function Card({ numbers }: { numbers: Numbers | null }) {
  const format = useFormat({ currency: 'JPY', timezone: 'Asia/Tokyo' });
  return (
    <TrialToMain
      view={repeatViewOf({ ...teaShop, trialToMain: numbers }, 'with')}
      format={format}
    />
  );
}
const html = (numbers: Numbers | null, language: Language) =>
  rendered(<Card numbers={numbers} />, language, '/app/repeat?asOf=2026-05-01');
const within = { '30': 0.12, '60': 0.2, '90': 0.25 };
const none = { '30': null, '60': null, '90': null };
const numbers: Numbers = {
  ...{ customers: 400, within },
  withinInterval: { '30': [0.1, 0.14], '60': [0.17, 0.23], '90': [0.2, 0.3] },
  products: [
    { productId: '1', title: 'お試しセット', customers: 390, within },
    { productId: '3', title: null, customers: 10, within: none },
  ],
  sources: [
    { source: 'google', customers: 300, within },
    { source: null, customers: 100, within: { ...within, '90': 0.31 } },
  ],
};

describe('the card of trial to main', () => {
  it.each(LANGUAGES)('says the share in words, by trial and by source, in %s', (language) => {
    const shown = words(html(numbers, language));
    const expected = {
      ja: [
        'お試しから始めたお客様100人のうち、約25人が90日以内に本商品か定期購入へ移っています（対象400人）。',
        '90日以内 25.0% 誤差の範囲 20.0%〜30.0%（95%）',
        'お試しセット 390 12.0% 20.0% 25.0% 名前のない商品 10 – – –',
        'google 300 12.0% 20.0% 25.0% 不明 100 12.0% 20.0% 31.0%',
      ],
      en: [
        'about 25 go on to a main product or a subscription within 90 days (based on 400 customers)',
        'Within 90 days 25.0%',
        'お試しセット 390 12.0% 20.0% 25.0%',
        'google 300 12.0% 20.0% 25.0% Unknown 100',
      ],
    }[language];
    for (const text of expected) expect(shown).toContain(text);
  });

  it('says why a share is not known, and shows no table of one trial and no known source', () => {
    const young = {
      ...{ customers: 12, within: none, withinInterval: none },
      products: [{ productId: '1', title: 'お試しセット', customers: 12, within: none }],
      sources: [{ source: null, customers: 12, within: none }],
    };
    const shown = html(young, 'ja');
    expect(words(shown)).toContain('30人に満たないため、まだ分かりません');
    expect(words(shown)).not.toContain('100人のうち');
    expect(shown).not.toContain('<table');
  });

  it.each(LANGUAGES)(
    'without trial products is one line that leads to the roles, in %s',
    (language) => {
      const shown = html(null, language);
      expect(shown).toContain('href="/app/settings/products?asOf=2026-05-01"');
      expect(shown).not.toMatch(/<h2|data-sheet/);
      expect(words(shown)).toContain(language === 'ja' ? '商品の役割を登録' : 'Set product roles');
    },
  );
});
