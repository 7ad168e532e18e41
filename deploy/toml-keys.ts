import { z } from 'zod';

/**
 * The keys that Shopify's command line reads in each kind of toml file (@shopify/cli 4.8.2). It ignores
 * unknown keys: with `include_field` webhooks carry whole orders, with `network_acess` answers are never sent.
 * Left out: events (a preview), and `include_config_on_deploy`, which Shopify removed.
 */
const text = z.string();
const flag = z.boolean();
const texts = z.array(text);

const subscription = z.strictObject({
  topics: texts.optional(),
  compliance_topics: z
    .array(z.enum(['customers/data_request', 'customers/redact', 'shop/redact']))
    .optional(),
  uri: text,
  include_fields: texts.optional(),
  filter: text.optional(),
  name: text.max(50).optional(),
});

const app = z.strictObject({
  client_id: text,
  name: text.max(30),
  handle: text.optional(),
  application_url: text,
  embedded: flag,
  organization_id: text.optional(),
  extension_directories: texts.optional(),
  web_directories: texts.optional(),
  build: z
    .strictObject({
      automatically_update_urls_on_dev: flag.optional(),
      dev_store_url: text.optional(),
    })
    .optional(),
  access: z
    .strictObject({
      admin: z.strictObject({
        direct_api_mode: z.enum(['online', 'offline']).optional(),
        embedded_app_direct_api_access: flag.optional(),
      }),
    })
    .optional(),
  access_scopes: z.strictObject({
    scopes: text,
    optional_scopes: texts.optional(),
    use_legacy_install_flow: flag.optional(),
  }),
  auth: z.strictObject({ redirect_urls: texts }),
  app_proxy: z.strictObject({ url: text, prefix: text, subpath: text }).optional(),
  app_preferences: z.strictObject({ url: text }).optional(),
  // in Shopify's documents; the command line does not know it, and passes it on
  network_access: z
    .strictObject({ allowed_navigation_hosts: texts.optional(), allowed_sources: texts.optional() })
    .optional(),
  webhooks: z.strictObject({ api_version: text, subscriptions: z.array(subscription) }),
});

const settings = z.strictObject({
  fields: z.array(
    z.strictObject({
      key: text.optional(),
      type: text,
      name: text.optional(),
      description: text.optional(),
      required: flag.optional(),
      default_value: z.unknown().optional(),
      validations: z.array(z.strictObject({ name: text, value: text })).optional(),
    }),
  ),
});

const uiExtension = z.strictObject({
  type: z.literal('ui_extension'),
  name: text,
  handle: text.regex(/^[a-z0-9][a-z0-9-]{0,48}[a-z0-9]$/i),
  uid: text,
  description: text.optional(),
  targeting: z
    .array(
      z.strictObject({
        module: text,
        target: text,
        default_placement: text.optional(),
        capabilities: z.strictObject({ allow_direct_linking: flag.optional() }).optional(),
      }),
    )
    .min(1),
  capabilities: z
    .strictObject({
      network_access: flag.optional(),
      api_access: flag.optional(),
      block_progress: flag.optional(),
    })
    .optional(),
  settings: settings.optional(),
});

const extension = z.union([
  z.strictObject({ type: z.literal('theme'), name: text, uid: text, handle: text.optional() }),
  z.strictObject({ api_version: text, extensions: z.array(uiExtension).min(1) }),
]);

const web = z.strictObject({
  name: text.optional(),
  roles: z.array(z.enum(['frontend', 'backend', 'background'])),
  auth_callback_path: text.or(texts).optional(),
  webhooks_path: text.optional(),
  port: z.number().optional(),
  commands: z.strictObject({
    dev: text,
    predev: text.optional(),
    build: text.optional(),
  }),
});

export const TOML_KINDS = { app, extension, web };
export type TomlKind = keyof typeof TOML_KINDS;
export type AppToml = z.output<typeof app>;
export type WebToml = z.output<typeof web>;

/**
 * The problems of a file's keys and values, one sentence each; none where Shopify reads all of them.
 * @param content the file, parsed
 */
export function keyProblems(kind: TomlKind, content: unknown): string[] {
  const parsed = TOML_KINDS[kind].safeParse(content);
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => sentencesOf(issue));
}

function sentencesOf(issue: z.core.$ZodIssue, above: PropertyKey[] = []): string[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(
      (key) => `"${pathOf([...path, key])}" is a key that Shopify's command line would ignore.`,
    );
  if (issue.code === 'invalid_union') {
    // report the variant with the fewest problems
    const [closest = []] = issue.errors.toSorted((a, b) => a.length - b.length);
    if (closest.length > 0) return closest.flatMap((inner) => sentencesOf(inner, path));
  }
  return [`"${pathOf(path)}": ${issue.message}.`];
}

function pathOf(path: PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
