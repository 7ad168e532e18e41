import { describe, expect, it } from 'vitest';
import { rendered, words } from '../support/render';
import { PageFrame } from '../../app/ui/frame/page-frame';
import type { PageStatus } from '../../app/ui/frame/page-status';
import { AS_OF } from '../support/shops/tea-shop';
import { scene, SCENES } from './scenes';
import { statusOf, upToDate } from './status';

const seen = (name: string, language: 'ja' | 'en') =>
  words(rendered(scene('home', name), language));

describe('a page that follows its shop', () => {
  it('shows the number of waiting changes, and since when on the shop’s clock', () => {
    expect(seen('waiting', 'en')).toContain('1,240 changes have been waiting since');
    expect(seen('waiting', 'en')).toMatch(/June 17|Jun 17/);
    expect(seen('waiting', 'ja')).toContain('変更1,240件の確認が遅れています');
    expect(seen('waiting', 'ja')).toContain('9:15');
  });

  it('says that changes are being calculated if none waits for a re-read', () => {
    expect(seen('counting', 'en')).toContain('Calculating changes since');
    expect(seen('counting', 'en')).not.toContain('waiting since');
    expect(seen('counting', 'ja')).toContain('集計しています');
  });

  it('shows how many kept days the night counts again, and says so on such a day', () => {
    expect(seen('waiting', 'en')).toContain('the numbers of 3 past days are recalculated tonight');
    expect(seen('waiting', 'ja')).toContain('過去3日分の数字は今夜計算し直します');
    expect(seen('pastChanged', 'en')).toContain('Its numbers are recalculated tonight');
    expect(seen('full', 'en')).not.toContain('tonight');
  });

  it('says by which settings the numbers were counted until they are counted again', () => {
    const shown = (change: Partial<PageStatus>, language: 'ja' | 'en') =>
      words(
        rendered(
          <PageFrame name="stages" status={statusOf(change)} view={{ customers: 1 }}>
            {() => <p>the numbers</p>}
          </PageFrame>,
          language,
        ),
      );
    const changed = { rulesChangedAt: '2026-06-17T00:20:00.000Z' };
    expect(shown(changed, 'ja')).toMatch(
      /2026\/06\/17 9:20に設定が変わりました。これは変更前の設定で集計した数字です。.*the numbers/,
    );
    expect(shown(changed, 'en')).toContain('The settings changed at Jun 17, 2026, 9:20 AM.');
    expect(shown(changed, 'en')).toContain('See what changed');
    expect(shown({}, 'en')).not.toContain('The settings changed');
    const past = { asOf: AS_OF, state: 'shown', changed: true } as const;
    expect(shown({ ...changed, past }, 'en')).toContain('The settings changed');
    expect(shown({ ...changed, past }, 'en')).not.toContain('tonight');
    const following = { ...upToDate, daysToRecount: 5, daysByEarlierRules: 3 };
    expect(shown({ following }, 'en')).toContain(
      'the numbers of 3 past days are being recalculated',
    );
    expect(shown({ following }, 'ja')).toContain('過去3日分の数字をいま順に計算し直しています');
    expect(shown({ following }, 'ja')).not.toContain('今夜');
  });

  it('names failing jobs with time and reason, and one button', () => {
    const english = seen('troubled', 'en');
    expect(english).toContain('Calculating the numbers: stopped since');
    expect(english).toContain('Reading changed orders and customers: stopped since');
    expect(english).toContain('Shopify did not answer.');
    expect(english.match(/Try again/g)).toHaveLength(1);
    expect(seen('troubled', 'ja')).toContain('数字の計算：');
    expect(seen('full', 'en')).not.toContain('Try again');
  });

  it('names them on every page, with the numbers unchanged', () => {
    for (const page of ['ltv', 'repeat', 'stages'] as const)
      expect(words(rendered(scene(page, 'troubled'), 'en'))).toContain(
        'Calculating the numbers: stopped',
      );
  });

  it('shows the time of the last comparison with Shopify, and runs one at a time', () => {
    expect(seen('full', 'en')).toContain('Not run yet.');
    expect(seen('counting', 'en')).toContain('Last run');
    expect(seen('troubled', 'en')).toContain('did not finish');
    const button = (name: string) =>
      /<button[^>]*>(?:(?!<button).)*Run check/.exec(rendered(scene('home', name), 'en'))?.[0] ??
      '';
    expect(button('full')).not.toContain('aria-disabled');
    expect(button('waiting')).toContain('aria-disabled="true"');
  });

  it('shows one banner at a time', () => {
    for (const name of Object.keys(SCENES)) {
      const banners = rendered(scene('home', name), 'en').match(/Polaris-Banner"/g) ?? [];
      expect(banners.length, name).toBeLessThanOrEqual(1);
    }
  });
});
