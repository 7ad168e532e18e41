import { z } from 'zod';

/**
 * The environment, parsed once. The app does not start half configured: one sentence names each missing or
 * wrong variable before a port or a connection is opened.
 */
const key = z
  .string()
  .regex(
    /^[\w-]+:[A-Za-z0-9+/]{43}=$/,
    'expected <version>:<base64 of 32 bytes>, for example v1:…=',
  );

/** An empty variable counts as missing. */
const optional = <T extends z.ZodType>(of: T) =>
  z.preprocess((text) => (text === '' ? undefined : text), of.optional());
/** two at least, so that one shop holds no more than half */
const connections = z.coerce.number().int().min(2).max(200);
/** The app and Shopify append addresses to it: the app would drop a path, Shopify would keep it. */
const origin = z
  .string()
  .refine((text) => isOrigin(text), 'expected the origin alone, https://…, without a path')
  .transform((text) => new URL(text).origin);
const port = z.coerce.number().int().min(0).max(65_535);

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin: own, href } = new URL(text);
  return /^https?:$/.test(protocol) && href === `${own}/`;
}

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  SHOPIFY_API_KEY: z.string().min(1),
  SHOPIFY_API_SECRET: z.string().min(1),
  /** the secret before a rotation; its signatures stay valid */
  SHOPIFY_API_SECRET_PREVIOUS: optional(z.string()),
  SHOPIFY_APP_URL: origin,
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'expected postgresql://…'),
  /** comma-separated; the last one encrypts, all of them decrypt */
  TOKEN_ENCRYPTION_KEYS: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(key).min(1)),
  APP_BRIDGE_URL: z.url().default('https://cdn.shopify.com/shopifycloud/app-bridge.js'),
  /** hosts that bulk results may be read from, https only */
  BULK_RESULT_HOSTS: z
    .string()
    .default('storage.googleapis.com')
    .transform((text) => text.split(',').map((host) => host.trim())),
  /** networks of the operator's proxies, whose X-Forwarded-For is trusted; by default none is */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((network) => network.trim())
        .filter((network) => network !== ''),
    )
    .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()], 'expected networks as 10.0.0.0/8'))),
  /** of the web process */
  PORT: port.default(3000),
  /** of a process's metrics and health; by default not served */
  METRICS_PORT: optional(port),
  /** time for requests and jobs in flight when the process ends */
  DRAIN_SECONDS: z.coerce.number().int().min(1).max(3_600).default(25),
  /** time before, in which the web process reports not ready and still takes requests */
  DRAIN_DELAY_SECONDS: z.coerce.number().int().min(0).max(600).default(0),
  /** most database connections of each kind of work in this process (`store/database/work`) */
  BUYER_CONNECTIONS: connections.default(6),
  WEBHOOK_CONNECTIONS: connections.default(6),
  PAGE_CONNECTIONS: connections.default(8),
  JOB_CONNECTIONS: z.coerce.number().int().min(20).max(200).default(20),
  /** jobs at once; a job may hold six connections, and JOB_CONNECTIONS are at least twenty */
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(3).default(3),
  /** jobs that a worker runs: all, quick, slow, or names (app/worker/slots/worker-class.ts) */
  WORKER_JOBS: z.string().default('all'),
  /** minutes over which the shops' work of a new day is spread; 0: all at once */
  NIGHT_SPREAD_MINUTES: z.coerce.number().int().min(0).max(45).default(40),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** shifts the app's clock, to try how a shop looks later */
  CLOCK_OFFSET_MS: z.coerce.number().int().default(0),
});

export type Env = z.output<typeof schema>;

/** What is wrong with an environment, one sentence per variable. */
export class BadEnvironment extends Error {
  override name = 'BadEnvironment';
}

/**
 * @throws BadEnvironment naming every variable that is missing or malformed
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return source[name] === undefined || source[name] === ''
      ? `${name} is missing.`
      : `${name} is wrong: ${issue.message}.`;
  });
  throw new BadEnvironment(
    `The app is not configured: ${[...new Set(sentences)].join(' ')} See docs/operating.md, "Configuration".`,
  );
}

let parsed: Env | undefined;

/** The parsed environment of this process. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
