import { changeSettings } from '../../../settings/change.server';
import { enteredCosts, parseCosts } from '../../../settings/entered/costs';
import { parseGoal } from '../../../settings/entered/goal';
import { versionIn } from '../../../settings/entered/version';
import { changeRoles } from '../../../settings/roles.server';
import { parseRolesForm } from '../../../settings/roles-form';
import type { InstalledShop } from '../../../shop/shop.server';
import type { SetupAnswer } from '../../../ui/setup/view';

/** A form's reply with its status; null: the page does not send such a form. */
type Saved = Promise<{ answer: SetupAnswer; status: 200 | 400 | 409 } | null>;

/** Saves the retention cost. The other costs of the form are those that the shop has, for the preview. */
export async function saveCosts(shop: InstalledShop, form: FormData): Saved {
  const version = versionIn(form);
  if (version === null) return null;
  const entered = enteredCosts(form);
  const parsed = parseCosts(entered, shop.currency);
  if ('faults' in parsed)
    return { answer: { step: 'costs', costs: { faults: parsed.faults, entered } }, status: 400 };
  const { retention } = parsed.settings;
  if (retention === null)
    return {
      answer: { step: 'costs', costs: { faults: { systemsPerMonth: 'number' }, entered } },
      status: 400,
    };
  const result = await changeSettings(shop.id, 'metrics', { retention }, version);
  return 'meanwhile' in result
    ? { answer: { step: 'costs', costs: { ...result, entered } }, status: 409 }
    : { answer: { step: 'costs', costs: { saved: true } }, status: 200 };
}

/** Saves all suggested roles, as they were shown. */
export async function saveRoles(shop: InstalledShop, form: FormData): Saved {
  const read = parseRolesForm(form);
  if (read?.intent !== 'save') return null;
  const { draft, version } = read;
  const result = await changeRoles(shop.id, draft, version);
  if ('unknown' in result)
    return { answer: { step: 'roles', roles: { problem: 'unknown' } }, status: 400 };
  if ('meanwhile' in result)
    return { answer: { step: 'roles', roles: { problem: 'meanwhile' } }, status: 409 };
  return {
    answer: { step: 'roles', roles: { saved: Object.keys(draft).length } },
    status: 200,
  };
}

/** Saves the shop's own goal for F2. */
export async function saveGoal(shop: InstalledShop, form: FormData): Saved {
  const version = versionIn(form);
  if (version === null) return null;
  const entered = String(form.get('goal') ?? '').slice(0, LONGEST_GOAL);
  const read = parseGoal(entered);
  if ('fault' in read) return { answer: { step: 'goal', goal: { ...read, entered } }, status: 400 };
  const result = await changeSettings(shop.id, 'metrics', { f2Benchmark: read.goal }, version);
  if (!('meanwhile' in result))
    return { answer: { step: 'goal', goal: { saved: true } }, status: 200 };
  const theirs = result.meanwhile[0]?.value;
  const meanwhile = typeof theirs === 'number' ? theirs : null;
  const goal = { meanwhile, version: result.version, entered };
  return { answer: { step: 'goal', goal }, status: 409 };
}

/** Any percentage is shorter. */
const LONGEST_GOAL = 40;
