import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ShopId } from '../../../store/db.server';
import type { ProductRole } from '../../../terms/product-roles';
import type { Stage } from '../../../terms/stages';
import { previewUnitCosts, type CostPreview } from '../../costs/preview.server';
import {
  previewAmounts,
  type AmountSettings,
  type AmountsPreview,
} from '../../definitions/amounts.server';
import { COUNTED_BY } from '../../stored-numbers';
import type { Unpreviewed } from '../current-book.server';
import type { Moves } from '../moves';
import { previewRoles } from '../roles.server';
import type { RuleSettings } from '../rule-settings';
import { previewRules, type RulesPreview } from '../rules.server';
import { withinLimit, type IsWanted } from '../within-limit.server';

/** What a merchant tries before saving it. */
export type Draft =
  | { what: 'rules'; settings: Partial<RuleSettings> }
  | { what: 'definitions'; settings: DefinitionSettings }
  | { what: 'roles'; roles: Readonly<Record<string, ProductRole | null>> }
  | { what: 'unitCosts'; costs: Readonly<Record<string, number | null>> };

/** The definitions that move customers or amounts. */
export type DefinitionSettings = AmountSettings & Pick<RuleSettings, 'healthPurchases'>;

/** What a draft of each kind would do. */
export interface Previews {
  rules: RulesPreview;
  /** amounts are null where nothing moves one */
  definitions: { rules: RulesPreview; amounts: AmountsPreview | null };
  roles: Moves<Stage>;
  /** null before the shop's first numbers */
  unitCosts: CostPreview | null;
}

/** Reads a draft that this release has stored: its values were parsed by the door that stored it. */
export const draftSchema = z.custom<Draft>(
  (stored) =>
    typeof stored === 'object' &&
    stored !== null &&
    'what' in stored &&
    ['rules', 'definitions', 'roles', 'unitCosts'].some((what) => what === stored.what),
);

/** Names what this release stores of drafts. Raise the number when the shape of a draft or of a preview changes. */
export const PREVIEWED_BY = `${COUNTED_BY} 1`;

/** Names a draft, on one day of the shop and in one release: the same have the same key, 22 characters. */
export function draftKey(draft: Draft, today: string): string {
  return createHash('sha256')
    .update(JSON.stringify([draft, today, PREVIEWED_BY]))
    .digest('base64url')
    .slice(0, 22);
}

/** Counts what a draft would do, on the shop's current book. */
export async function previewDraft<D extends Draft>(
  shop: ShopId,
  draft: D,
  isWanted: IsWanted,
): Promise<Previews[D['what']] | Unpreviewed> {
  return (await count(shop, draft, isWanted)) as Previews[D['what']] | Unpreviewed;
}

async function count(
  shop: ShopId,
  draft: Draft,
  isWanted: IsWanted,
): Promise<Previews[Draft['what']] | Unpreviewed> {
  if (draft.what === 'rules') return await previewRules(shop, draft.settings, isWanted);
  if (draft.what === 'roles') return await previewRoles(shop, draft.roles, isWanted);
  if (draft.what === 'definitions') return await countDefinitions(shop, draft.settings, isWanted);
  const { costs } = draft;
  return await withinLimit(shop, isWanted, (limited) => previewUnitCosts(shop, costs, limited));
}

async function countDefinitions(
  shop: ShopId,
  settings: DefinitionSettings,
  isWanted: IsWanted,
): Promise<Previews['definitions'] | Unpreviewed> {
  const { counting, healthAmount, healthPurchases } = settings;
  const rules = await previewRules(shop, { counting, healthAmount, healthPurchases }, isWanted);
  if (typeof rules === 'string') return rules;
  const amounts = await previewAmounts(shop, settings, isWanted);
  return typeof amounts === 'string' ? amounts : { rules, amounts };
}
