import polaris from '@shopify/polaris/locales/ja.json' with { type: 'json' };
import { pagesOf, type Texts } from './texts';

/** Every Japanese text but those of the pages in `late`. A browser loads those of its document's language only. */
export const ja: Texts = {
  pages: pagesOf(
    import.meta.glob<Record<string, string | object>>(
      [
        './locales/ja/*.json',
        '!./locales/ja/{advertising,channels,cohorts,curveSplit,customers,data,definitions,display,fileHeads,files,inbox,ltv,moves,npsWeeks,otherNames,person,places,privacy,profile,repeat,repeatMore,roles,rules,segments,settings,setup,sheets,subscriptions,survey,unitCosts,whatIf}.json',
      ],
      {
        eager: true,
        import: 'default',
      },
    ),
  ),
  polaris,
};
