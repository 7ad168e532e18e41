import polaris from '@shopify/polaris/locales/ja.json' with { type: 'json' };
import { pagesOf, type Texts } from './texts';

/** Every Japanese text but those of the settings (settings-texts.ts). A browser loads those of its document's language only. */
export const ja: Texts = {
  pages: pagesOf(
    import.meta.glob<Record<string, string | object>>(
      ['./locales/ja/*.json', '!**/settings.json'],
      {
        eager: true,
        import: 'default',
      },
    ),
  ),
  polaris,
};
