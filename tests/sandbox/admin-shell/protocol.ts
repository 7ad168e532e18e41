import * as z from 'zod/mini';

/**
 * The postMessage protocol between the App Bridge stand-in (in the app's frame) and the admin shell (around
 * it). Both sides check the origin, then parse the message.
 */
export const requestMessage = z.object({
  to: z.literal('omega-shell'),
  id: z.number(),
  method: z.string(),
  params: z.unknown(),
});

export const answerMessage = z.object({
  to: z.literal('omega-bridge'),
  answer: z.number(),
  value: z.optional(z.unknown()),
  error: z.optional(z.string()),
});

const text = z.string();

const navItem = z.object({ label: text, href: text, home: z.boolean() });
export type NavItem = z.infer<typeof navItem>;

const barAction = z.object({
  id: text,
  label: text,
  variant: z.enum(['primary', 'breadcrumb', 'plain']),
  critical: z.boolean(),
  disabled: z.boolean(),
  loading: z.boolean(),
  /** the menu of this action, if any */
  group: z.nullable(text),
});
export type BarAction = z.infer<typeof barAction>;

/** Parameters of each call from the bridge to the shell. */
export const calls = {
  hello: z.object({ path: text, bounce: z.boolean() }),
  location: z.object({ path: text }),
  idToken: z.object({}),
  navMenu: z.object({ items: z.array(navItem) }),
  titleBar: z.object({ title: text, actions: z.array(barAction) }),
  'toast.show': z.object({
    id: text,
    message: text,
    duration: z.number(),
    isError: z.boolean(),
    action: z.nullable(text),
  }),
  'toast.hide': z.object({ id: text }),
  loading: z.object({ on: z.boolean() }),
  saveBar: z.object({
    id: text,
    showing: z.boolean(),
    saveDisabled: z.boolean(),
    saveLoading: z.boolean(),
    discardConfirmation: z.boolean(),
  }),
  leaveConfirmation: z.object({}),
  'modal.show': z.object({
    id: text,
    src: text,
    variant: z.enum(['small', 'base', 'large', 'max']),
    title: text,
    actions: z.array(barAction),
  }),
  'modal.hide': z.object({ id: text }),
  dim: z.object({ on: z.boolean() }),
  'scopes.query': z.object({}),
  'scopes.request': z.object({ scopes: z.array(text) }),
  'scopes.revoke': z.object({ scopes: z.array(text) }),
  extensions: z.object({}),
  /** a page of Shopify's admin, as the path after /store/<handle> */
  openAdmin: z.object({ path: text }),
};
export type Calls = { [Name in keyof typeof calls]: z.infer<(typeof calls)[Name]> };
export type CallName = keyof Calls;

/** A customer's order, placed on request. */
export const bought = z.object({ name: text, amount: z.number(), currency: text });
export type Bought = z.infer<typeof bought>;

/** The app's extensions and their places, as `shopify.app.extensions()` returns them. */
export const extensions = z.array(
  z.discriminatedUnion('type', [
    z.object({
      handle: text,
      type: z.literal('ui_extension'),
      activations: z.array(z.object({ target: text })),
    }),
    z.object({
      handle: text,
      type: z.literal('theme_app_extension'),
      activations: z.array(
        z.object({
          target: z.literal('section'),
          handle: text,
          name: text,
          status: z.enum(['active', 'available', 'unavailable']),
          activations: z.array(z.object({ target: text, themeId: text })),
        }),
      ),
    }),
  ]),
);
export type Extensions = z.infer<typeof extensions>;

export const idTokenAnswer = z.object({ token: text, expiresIn: z.number() });

export const scopesDetail = z.object({
  granted: z.array(text),
  required: z.array(text),
  optional: z.array(text),
});
export type ScopesDetail = z.infer<typeof scopesDetail>;

export const scopesRequestAnswer = z.object({
  result: z.enum(['granted-all', 'declined-all']),
  detail: scopesDetail,
});

/** Events that the shell sends to the bridge. */
export const shellEvent = z.object({
  to: z.literal('omega-bridge'),
  event: z.discriminatedUnion('name', [
    z.object({ name: z.literal('navigate'), path: text }),
    z.object({ name: z.literal('titleBar.action'), id: text }),
    z.object({ name: z.literal('toast.action'), id: text }),
    z.object({ name: z.literal('toast.dismiss'), id: text }),
    z.object({ name: z.literal('saveBar.save'), id: text }),
    z.object({ name: z.literal('saveBar.discard'), id: text }),
    z.object({ name: z.literal('modal.action'), id: text, action: text }),
    z.object({ name: z.literal('modal.hidden'), id: text }),
  ]),
});
export type ShellEvent = z.infer<typeof shellEvent>['event'];

/** Parameters that Shopify adds to the app's address; the rest is the app's own. */
export const shopifyParameters = [
  'appLoadId',
  'embedded',
  'hmac',
  'host',
  'id_token',
  'locale',
  'session',
  'shop',
  'timestamp',
];

/** The path of an address in the app, without Shopify's parameters. */
export function ownPath(url: URL): string {
  const search = new URLSearchParams(url.search);
  for (const name of shopifyParameters) search.delete(name);
  const query = search.toString();
  return url.pathname + (query === '' ? '' : `?${query}`) + url.hash;
}
