import { PRODUCT_ID } from '../terms/filters';
import { PRODUCT_ROLES, type ProductRole } from '../terms/product-roles';
import { MOST_ROLES, type Roles } from './roles.server';

/** What a button of the form asks for; the page's save bar sends none. */
const INTENTS = ['save', 'preview', 'suggest', 'set'] as const;

export interface RolesForm {
  intent: (typeof INTENTS)[number];
  /** the version that the page was opened with */
  version: number;
  /** the products whose role was changed on the page, with the chosen role */
  draft: Roles;
  /** the products that are marked, and the role for all of them */
  marked: string[];
  role: ProductRole | null;
}

/**
 * Parses the form of products' roles: `role.ID` is the chosen role, `was.ID` the one when the page was drawn. A product
 * with the same of both was not touched, also where another person has changed it meanwhile.
 * @returns null for a form that the page does not send
 */
export function parseRolesForm(form: FormData): RolesForm | null {
  const intent = INTENTS.find((one) => one === (form.get('intent') ?? 'save'));
  const version = String(form.get('version'));
  const role = parseRole(form.get('all') ?? '');
  if (intent === undefined || !/^\d{1,9}$/.test(version) || role === undefined) return null;
  const chosen = [...form].filter(([name]) => name.startsWith('role.'));
  if (chosen.length > MOST_ROLES) return null;
  const draft = new Map<string, ProductRole | null>();
  for (const [name, value] of chosen) {
    const product = name.slice('role.'.length);
    const [own, was] = [parseRole(value), parseRole(form.get(`was.${product}`) ?? '')];
    if (!PRODUCT_ID.test(product) || own === undefined || was === undefined) return null;
    if (own !== was) draft.set(product, own);
  }
  return {
    ...{ intent, version: Number(version), role },
    draft: Object.fromEntries(draft),
    marked: form
      .getAll('marked')
      .map(String)
      .filter((product) => PRODUCT_ID.test(product))
      .slice(0, MOST_ROLES),
  };
}

/** undefined: no role; an empty text is none */
function parseRole(value: FormDataEntryValue): ProductRole | null | undefined {
  return value === '' ? null : PRODUCT_ROLES.find((role) => role === value);
}
