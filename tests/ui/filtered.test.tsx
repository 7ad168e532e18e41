import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../app/i18n/language';
import { filterChoices } from '../../app/metrics/filter/choices';
import type { FilteredStatus } from '../../app/ui/frame/page-status';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { StagesPage } from '../../app/ui/stages/stages-page';
import { stagesView } from '../../app/ui/stages/view';
import { rendered, words } from '../support/render';
import { monthEnds, teaShop } from '../support/shops/tea-shop';
import { ltvViewOf } from './ltv-view';
import { emptyShop } from './small-shops';
import { statusOf } from './status';

const ADDRESS = '/app/ltv?product=9002&discount=yes';
const choices = filterChoices(teaShop);

const page = (
  state: FilteredStatus['state'],
  snapshot: typeof teaShop | null,
  language: (typeof LANGUAGES)[number] = 'en',
  address = ADDRESS,
) =>
  rendered(
    <LtvPage
      status={statusOf({ filtered: { choices, state } })}
      view={snapshot && ltvViewOf(snapshot)}
    />,
    language,
    address,
  );

describe('a page that can be filtered', () => {
  it('has a menu of products and sources with their customers, and what is chosen', () => {
    const html = page('shown', teaShop);
    expect(html).toMatch(/<select[^>]*name="product"[^]*?<option value="9002" selected="">/);
    expect(html).toMatch(/<select[^>]*name="source"[^]*?<option value="unknown">Unknown/);
    expect(words(html)).toContain('google (3,120');
  });

  it.each(LANGUAGES)('says in %s what stands in place of its numbers', (language) => {
    const said = {
      counting: ['Calculating the numbers of', '絞り込んだお客様の数字を計算'],
      none: ['No customer', 'お客様はいません'],
    };
    const at = language === 'en' ? 0 : 1;
    for (const state of ['waiting', 'running'] as const)
      expect(words(page(state, null, language))).toContain(said.counting[at]);
    const nobody = words(page('shown', emptyShop, language));
    expect(nobody).toContain(said.none[at]);
    // the shop has orders: only the chosen customers are none
    expect(nobody).not.toContain(language === 'en' ? 'first order arrives' : '最初の注文が入ると');
    const impossible = words(page('impossible', null, language, '/app/ltv?discount=maybe'));
    for (const said of language === 'en'
      ? ['No order can match', 'Filter: not valid', 'Show all customers']
      : ['当てはまる注文はありません', '絞り込み：条件が正しくありません', 'すべてのお客様を表示'])
      expect(impossible).toContain(said);
    expect(words(page('shown', teaShop, language))).not.toContain(said.counting[at]);
  });

  it('shows no months of all customers beside the stages of some', () => {
    const stages = (ends: typeof monthEnds | null) =>
      words(rendered(<StagesPage status={statusOf()} view={stagesView(teaShop, ends)} />, 'en'));
    expect(stages(null)).toContain('Remove the filter to see it');
    expect(stages(null)).not.toContain('being calculated');
    expect(stages(monthEnds)).not.toContain('Remove the filter');
  });
});
