import { z } from 'zod';
import type { ShopId } from '../../store/db.server';
import { changeKept } from '../../store/shops/kept-part';
import { POSTPONABLE } from '../../terms/setup-steps';

/** What a merchant has closed and put off of the set-up. */
export const marksSchema = z.object({
  dismissed: z.boolean().default(false),
  postponed: z.array(z.string()).default([]),
});

/** Closes Home's card, or shows it again. */
export async function dismissSetup(shop: ShopId, dismissed: boolean): Promise<void> {
  await changeKept(shop, 'setup', marksSchema, (known) => ({ ...known, dismissed }));
}

/** Puts a step off. @param step one that cannot be put off changes nothing */
export async function postponeStep(shop: ShopId, step: string): Promise<void> {
  if (!POSTPONABLE.some((one) => one === step)) return;
  await changeKept(shop, 'setup', marksSchema, ({ postponed, ...marks }) => ({
    ...marks,
    postponed: [...new Set([...postponed, step])],
  }));
}
