import { z } from 'zod';
import type { RunningApp } from '../../commands/processes/running-app';
import { CommandTrouble } from '../../commands/trouble';

/** `counted`: the reply has the numbers. `waiting`: they are counted in the background. Else what the page says instead. */
type State = 'counted' | 'waiting' | (string & {});

/** The door of a page of settings, asked as its open page asks it. */
export interface Door {
  path: string;
  /** the fields of its form, as the page is opened */
  open(app: RunningApp, domain: string): Promise<Record<string, string>>;
  /** @param fields all fields of the form */
  ask(app: RunningApp, domain: string, fields: Record<string, string>): Promise<unknown>;
  stateOf(reply: unknown): State;
}

const viewSchema = z.object({
  view: z.looseObject({
    version: z.number(),
    texts: z.record(z.string(), z.string()).default({}),
  }),
});

const replySchema = z.object({ preview: z.union([z.string(), z.looseObject({}), z.null()]) });

/** The reply to a form that is only tried. */
function previewed(reply: unknown): State {
  const { preview } = replySchema.parse(reply);
  if (typeof preview === 'string') return preview;
  if (preview === null) return 'a field is wrong';
  return 'waitSeconds' in preview ? 'waiting' : 'counted';
}

const formAt = (
  path: string,
  route: string,
  others: Readonly<Record<string, string>> = {},
): Door => ({
  path,
  open: async (app, domain) => {
    const { view } = viewSchema.parse(await dataOf(app, domain, addressOf(path, route)));
    return { ...view.texts, ...others, version: String(view.version), intent: 'preview' };
  },
  ask: (app, domain, fields) =>
    dataOf(app, domain, addressOf(path, route), {
      method: 'POST',
      body: new URLSearchParams(fields),
    }),
  stateOf: previewed,
});

/** A page whose own data is what is counted. */
const pageAt = (path: string, route: string, found: (view: unknown) => unknown): Door => ({
  path,
  open: () => Promise.resolve({}),
  ask: (app, domain, fields) => dataOf(app, domain, addressOf(path, route, fields)),
  stateOf: (reply) => {
    const counted = found(z.object({ view: z.unknown() }).parse(reply).view);
    return typeof counted === 'object' && counted !== null ? 'counted' : String(counted);
  },
});

const addressOf = (path: string, route: string, fields: Record<string, string> = {}): string =>
  `${path}?${new URLSearchParams({ ...fields, _data: `routes/admin/settings/${route}` }).toString()}`;

export const RULES = formAt('/app/settings/rules', 'rules');
export const DEFINITIONS = formAt('/app/settings/definitions', 'definitions');
export const ROLES = formAt('/app/settings/products', 'products');
export const UNIT_COSTS = formAt('/app/settings/unit-costs', 'unit-costs', { shown: '{}' });

export const UNIT_COSTS_PAGE = pageAt(
  '/app/settings/unit-costs',
  'unit-costs',
  (view) => z.looseObject({ goods: z.unknown() }).parse(view).goods,
);
export const RECONCILE = pageAt(
  '/app/settings/data/reconcile',
  'data/reconcile',
  (view) => z.looseObject({ found: z.unknown() }).parse(view).found,
);

async function dataOf(
  app: RunningApp,
  domain: string,
  address: string,
  init: RequestInit = {},
): Promise<unknown> {
  const response = await app.ask(domain, address, init);
  if (!response.ok)
    throw new CommandTrouble(`${address} answered HTTP ${String(response.status)}.`);
  return await response.json();
}
