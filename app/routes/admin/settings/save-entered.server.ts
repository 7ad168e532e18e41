import { json } from '@remix-run/node';
import { readOpenedForm } from '../form.server';
import { askedBy } from './try-draft.server';
import type { InstalledShop } from '../../../shop/shop.server';
import { knownShop } from '../known-shop.server';

interface EnteredForm<Entered, Settings, Faults, Result, Preview> {
  enter: (form: FormData) => Entered;
  parse: (entered: Entered, shop: InstalledShop) => { settings: Settings } | { faults: Faults };
  save: (
    shop: InstalledShop,
    settings: Settings,
    version: number,
    given: { form: FormData; entered: Entered },
  ) => Promise<Result>;
  /** what saving would do, for a form that is only tried */
  preview?: (
    shop: InstalledShop,
    settings: Settings,
    asked: ReturnType<typeof askedBy>,
  ) => Promise<Preview>;
}

/**
 * Saves a form of typed settings, unless a field is wrong (400) or another page has changed one of its settings since (409),
 * or says what saving would do. A reply that saves nothing has what was entered.
 * @param domain as the session names it
 * @throws Response 400 for a form that is not the page's
 */
export async function saveEntered<Entered, Settings, Faults, Result extends object, Preview>(
  domain: string,
  request: Request,
  { enter, parse, save, preview }: EnteredForm<Entered, Settings, Faults, Result, Preview>,
) {
  const shop = await knownShop(domain);
  const { form, version } = await readOpenedForm(request);
  const entered = enter(form);
  const parsed = parse(entered, shop);
  if (preview !== undefined && form.get('intent') === 'preview')
    return 'faults' in parsed
      ? json({ entered, faults: parsed.faults, preview: null })
      : json({
          entered,
          faults: {},
          preview: await preview(shop, parsed.settings, askedBy(request, form)),
        });
  if ('faults' in parsed) return json({ faults: parsed.faults, entered }, { status: 400 });
  const result = await save(shop, parsed.settings, version, { form, entered });
  return 'meanwhile' in result
    ? json({ ...result, entered }, { status: 409 })
    : json({ saved: true });
}
