import { z } from 'zod';
import { appBlock, settingsOf, type SettingValue } from '../../sandbox/storefront/theme/block';
import { liquidEngine, metafieldDrop } from '../../sandbox/storefront/theme/liquid';

const block = appBlock();

/** The app's settings for the block, as after the installation. */
export const TOLD = {
  enabled: true,
  path: '/apps/omega',
  questions: {} as { ja?: string; en?: string },
  thanks: {} as { ja?: string; en?: string },
  followUps: { share: true, improve: true, reason: true, voice: true },
  shareUrl: 'https://tea.example/friends',
};

export interface Rendering {
  /** null: the app has written none */
  told?: Partial<typeof TOLD> | null;
  /** of the storefront, as Shopify names it */
  locale?: string;
  settings?: Record<string, SettingValue>;
  /** in the theme editor */
  editor?: boolean;
  id?: string;
}

/** The block's HTML, as Shopify renders its Liquid. */
export function rendered(rendering: Rendering = {}): string {
  const { told = {}, locale = 'en', editor = false, id = 'survey_1' } = rendering;
  const defaults = settingsOf(block, 'en').map((one) => [one.id, one.default] as const);
  const omega =
    told === null ? {} : { survey: metafieldDrop('json', JSON.stringify({ ...TOLD, ...told })) };
  const html = liquidEngine(locale.slice(0, 2), '/assets').parseAndRenderSync(block.liquid, {
    app: { metafields: { omega } },
    request: { locale: { iso_code: locale }, design_mode: editor },
    block: { id, settings: { ...Object.fromEntries(defaults), ...rendering.settings } },
  });
  return z.string().parse(html);
}
