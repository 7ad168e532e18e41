import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { withoutTrailingSlashes } from '../../../deploy/addresses';
import type { Subscription } from './webhooks';
import { projectFolder } from '../../support/processes/ensure-built';

const list = z
  .string()
  .or(z.array(z.string()))
  .transform((scopes) => (Array.isArray(scopes) ? scopes : scopes.split(',')))
  .transform((scopes) => scopes.map((scope) => scope.trim()).filter(Boolean));

const declaration = z.object({
  application_url: z.url(),
  access_scopes: z.object({ scopes: list, optional_scopes: list.default([]) }),
  app_proxy: z.object({ url: z.string(), prefix: z.string(), subpath: z.string() }).optional(),
  webhooks: z.object({
    subscriptions: z
      .array(
        z.object({
          topics: z.array(z.string()).default([]),
          compliance_topics: z.array(z.string()).default([]),
          uri: z.string(),
          include_fields: z.array(z.string()).optional(),
        }),
      )
      .default([]),
  }),
});

/** The storefronts' path to the app, and its target. */
export interface ProxyDeclaration {
  /** relative to the app's `application_url`, `/proxy`, or a whole address */
  url: string;
  prefix: string;
  subpath: string;
}

/** The app's declarations in `shopify.app.toml`. */
export interface AppDeclaration {
  /** the path of `application_url`, a prefix of every relative address; empty for a bare origin */
  path: string;
  scopes: string[];
  optionalScopes: string[];
  proxy: ProxyDeclaration | null;
  subscriptions: Subscription[];
}

/** Reads `shopify.app.toml`, as Shopify does when the app is deployed. */
export function appDeclaration(): AppDeclaration {
  const text = readFileSync(join(projectFolder, 'shopify.app.toml'), 'utf8');
  const { application_url, access_scopes, app_proxy, webhooks } = declaration.parse(parse(text));
  return {
    path: withoutTrailingSlashes(new URL(application_url).pathname),
    scopes: access_scopes.scopes,
    optionalScopes: access_scopes.optional_scopes,
    proxy: app_proxy ?? null,
    subscriptions: webhooks.subscriptions.flatMap((one) =>
      [...one.topics, ...one.compliance_topics].map((topic) => ({
        topic,
        uri: one.uri,
        ...(one.include_fields && { includeFields: one.include_fields }),
      })),
    ),
  };
}
