import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RouteConfigEntry } from '@remix-run/route-config';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { APP, importsOf, sources, type Import } from './support/sources';

const ROOT = resolve(import.meta.dirname, '..');

/** A folder's (or file's) name under app/, and what under app/ it may import, with the reason. */
interface Rule {
  of: string;
  may: string[];
  because: string;
}

const LEAVES = [
  'env.server',
  'log.server',
  'clock.server',
  'derived-keys.server',
  'token-cipher',
  'operate/process-metrics.server',
];

/** The first rule whose `of` is a prefix of the file decides. Imports within a folder are its own. */
const RULES: Rule[] = [
  {
    of: 'routes/health',
    may: ['log.server', 'store/db.server'],
    because: 'it asks one thing of the database and authenticates nobody',
  },
  {
    of: 'routes/',
    may: [
      ...LEAVES,
      ...['shop/', 'ingest/', 'survey/', 'privacy/', 'metrics/', 'playbook/', 'progress/'],
      ...['ui/', 'i18n/'],
      'shopify/shopify.server',
      // no doors: what the doors to pages of numbers read alike, and those that take forms, those that show answers
      'routes/admin/page-facts.server',
      'routes/admin/form.server',
      'routes/admin/refuse-day.server',
      'routes/admin/nps/shown-answers.server',
    ],
    because: 'a door authenticates, parses, calls one domain and answers; it holds no query',
  },
  {
    of: 'web/',
    may: [
      ...LEAVES,
      ...['node-version', 'operate/', 'store/schema/role.server'],
      // whose requests are too many: it tells shops apart by what they have signed
      ...[
        'shopify/doors/session-token',
        'shopify/doors/proxy-signature',
        'shopify/doors/secrets.server',
      ],
    ],
    because: 'it serves the build, whatever is in it, and not as a role for which no wall holds',
  },
  {
    of: 'operate/',
    may: [...LEAVES, 'store/db.server'],
    because: 'it counts and times, and knows of the queue as much as the database says',
  },
  {
    of: 'worker/',
    may: [
      ...LEAVES,
      ...['ingest/', 'survey/', 'shop/', 'privacy/', 'metrics/rollup/', 'queue/'],
      ...['node-version', 'operate/', 'shopify/protocol/errors'],
      ...[
        'store/db.server',
        'store/shops/each-shop.server',
        'store/work/failures',
        'store/schema/role.server',
      ],
    ],
    because: 'it knows which function does which job, and nothing of pages',
  },
  {
    of: 'migrate/',
    may: ['node-version', 'store/', 'queue/migrate.server'],
    because: 'it knows whose tables there are to bring up to date',
  },
  {
    of: 'ingest/',
    may: [...LEAVES, 'shopify/', 'store/', 'queue/'],
    because: 'a domain asks another for work by name, through the queue',
  },
  {
    of: 'survey/settings/',
    may: [...LEAVES, 'shopify/', 'store/', 'queue/'],
    because: 'the theme block reads what was set from a metafield at Shopify',
  },
  {
    of: 'survey/',
    may: [...LEAVES, 'store/', 'queue/'],
    because: 'an answer is ours: Shopify has no part in it',
  },
  {
    of: 'privacy/',
    may: [...LEAVES, 'shop/', 'shopify/', 'store/', 'queue/'],
    because: 'it removes rows of every table, and asks Shopify whether a shop is installed',
  },
  {
    of: 'shop/',
    may: [...LEAVES, 'progress/', 'shopify/', 'store/', 'queue/'],
    because: 'a domain asks another for work by name, through the queue',
  },
  {
    of: 'metrics/',
    may: ['clock.server', 'store/'],
    because: 'a number is read from rows, wherever they came from',
  },
  { of: 'playbook/', may: ['metrics/'], because: 'advice follows from numbers alone' },
  {
    of: 'store/',
    may: ['env.server', 'log.server', 'token-cipher'],
    because: 'rows know nothing of their use',
  },
  {
    of: 'shopify/shopify.server',
    may: [...LEAVES, 'queue/enqueue.server'],
    because: 'its only work of its own is to enqueue shop.install',
  },
  {
    of: 'shopify/',
    may: [...LEAVES, 'store/db.server'],
    because: 'it speaks a protocol; the database holds its sessions and their lock',
  },
  {
    of: 'queue/',
    may: [...LEAVES, 'store/db.server', 'store/work/held-up', 'store/work/stale-snapshots'],
    because: 'names and payloads; who does the work is the worker’s business',
  },
  {
    of: 'progress/',
    may: [],
    because: 'it is what the server says and a page shows, nothing more',
  },
  { of: 'ui/', may: ['i18n/', 'metrics/', 'progress/'], because: 'props in, markup out' },
  { of: 'i18n/', may: ['env.server'], because: 'words depend on nothing' },
];

/** Rooms of a folder, the lowest first: files of a room import rooms named before it; files beside the rooms have `.`. */
const ROOMS: Record<string, string[]> = {
  ingest: ['facts', 'staging', 'merge', 'receive', 'import', 'reread', 'reconcile'],
  privacy: ['.', 'erase', 'requests', 'expire'],
  shop: ['.', 'installation', 'state'],
  shopify: ['protocol', 'documents', 'tokens', 'api', 'bulk', 'reads', 'doors', '.'],
  store: ['database', '.', 'sql', 'work', 'schema', 'shops', 'secrets', 'survey'],
  worker: ['schedule', 'slots', 'jobs', '.'],
  web: ['admission', 'doors', '.'],
  survey: ['settings', 'message', 'proof', 'answer', 'links', 'voices', 'pages'],
};

const imports = sources.flatMap(importsOf);

/** Whether the imported file stands in the importing file's own folder, which has its own rules. */
function ownFolder({ file, target }: Import): boolean {
  const folder = file.split('/')[0] ?? '';
  return file.includes('/') && target.startsWith(`${folder}/`);
}

describe('who may import whom', () => {
  it.each(RULES)('holds for $of: $because', ({ of, may, because }) => {
    const broken = imports
      .filter(({ file }) => RULES.find((rule) => file.startsWith(rule.of))?.of === of)
      .filter((found) => found.local && !(ownFolder(found) && !of.startsWith('routes/')))
      .filter(({ target }) => !may.some((allowed) => target.startsWith(allowed)))
      .map(({ file, target }) => `app/${file} imports ${target}, but ${because}`);
    expect(broken).toEqual([]);
  });

  it('has a rule for every folder', () => {
    const folders = sources.map(({ file }) => file).filter((file) => file.includes('/'));
    const lawless = folders.filter((file) => !RULES.some((rule) => file.startsWith(rule.of)));
    expect(lawless).toEqual([]);
  });

  it.each(Object.entries(ROOMS))('holds between the rooms of %s', (folder, rooms) => {
    const roomOf = (file: string): number => {
      const [top, room, inside] = file.split('/');
      if (top !== folder || room === undefined) return -1;
      return rooms.indexOf(inside === undefined ? '.' : room);
    };
    const inside = imports.filter(({ file, local }) => local && file.startsWith(`${folder}/`));
    const roomless = inside.map(({ file }) => file).filter((file) => roomOf(file) < 0);
    const upward = inside
      .filter(({ target }) => target.startsWith(`${folder}/`))
      .filter(({ file, target }) => roomOf(file) < roomOf(target))
      .map(({ file, target }) => `app/${file} imports ${target}, a room above it`);
    expect([...new Set(roomless), ...upward]).toEqual([]);
  });

  it('lets only types of metrics into the pieces of pages', () => {
    const broken = imports
      .filter(({ file, target }) => file.startsWith('ui/') && target.startsWith('metrics/'))
      .filter(({ typeOnly }) => !typeOnly)
      .map(({ file, target }) => `app/${file} imports ${target}`);
    expect(broken).toEqual([]);
  });

  it('lets only the store use Prisma when it runs', () => {
    const broken = imports
      .filter(({ target, typeOnly }) => /^(@prisma\/|prisma$)/.test(target) && !typeOnly)
      .filter(({ file }) => !file.startsWith('store/'));
    expect(broken).toEqual([]);
  });

  it('keeps the tests and the local Shopify out of the app', () => {
    expect(imports.filter(({ target }) => target.startsWith('..'))).toEqual([]);
    const spoken = sources.filter(({ source }) => /sandbox/i.test(source.text));
    expect(spoken.map(({ file }) => file)).toEqual([]);
  });
});

describe('the app', () => {
  it('has no console: what is worth saying goes to the log', () => {
    const noisy = sources.filter(({ source }) => /\bconsole\s*\./.test(source.text));
    expect(noisy.map(({ file }) => file)).toEqual([]);
  });

  it('takes the time of its facts from one clock', () => {
    const domain = /^(ingest|survey|shop|privacy|metrics|playbook|routes)\//;
    const own = sources
      .filter(({ file }) => domain.test(file))
      .filter(({ source }) => /new Date\(\)/.test(source.text));
    expect(own.map(({ file }) => file)).toEqual([]);
  });

  it('are no measure of how long something takes: a person may set that clock', () => {
    const own = /^(ingest|survey|shop|privacy|metrics|worker|queue|shopify|web)\//;
    const measured = /until = Date\.now\(\)|(?<!Math\.abs\()Date\.now\(\) [-<>]/;
    const found = sources
      .filter(({ file }) => own.test(file))
      .filter(({ source }) => measured.test(source.text));
    expect(found.map(({ file }) => file)).toEqual([]);
  });
});

/** Doors that ask nobody who he is, and why. */
const PREFLIGHT: Record<string, string> = {
  'loader of routes/storefront/checkout-survey.ts':
    'a browser asks whether it may send a token before it sends one, and is told nothing else',
};

describe('every door', () => {
  const doors = sources.flatMap(({ file, source }) => {
    const [, group] =
      /^routes\/(admin\/|webhooks\/|storefront\/checkout|storefront\/proxy)/.exec(file) ?? [];
    return source.statements
      .filter(ts.isFunctionDeclaration)
      .filter(({ name }) => name?.text === 'loader' || name?.text === 'action')
      .filter(() => group !== undefined)
      .map((door) => ({ file, name: door.name?.text ?? '', door, group: group ?? '' }))
      .filter(({ name }) => !(`${name} of ${file}` in PREFLIGHT));
  });
  const authenticator: Record<string, string> = {
    ...{ 'admin/': 'admin', 'webhooks/': 'webhook' },
    ...{ 'storefront/checkout': 'checkout', 'storefront/proxy': 'proxy' },
  };

  it.each(doors)('authenticates first: $name of $file', ({ door, group }) => {
    const first = door.body?.statements[0]?.getText() ?? '';
    expect(first).toContain(`await authenticate.${authenticator[group] ?? ''}(request)`);
  });

  it('is a function that this test can read', () => {
    const disguised = sources
      .filter(({ file }) => /^routes\/(admin|webhooks|storefront)\//.test(file))
      .filter(({ source }) => /export (const|let|\{[^}]*)\s*\b(loader|action)\b/.test(source.text));
    expect(disguised.map(({ file }) => file)).toEqual([]);
  });
});

describe('shopify.app.toml', () => {
  const toml = readFileSync(join(ROOT, 'shopify.app.toml'), 'utf8');

  it('names every webhook door, and no other', async () => {
    const { default: routes } = await import('../app/routes');
    const urls = paths(routes).filter((url) => url.startsWith('/webhooks/'));
    const named = [...toml.matchAll(/^\s*uri = "(.+)"/gm)].map((match) => match[1] ?? '');
    expect([...new Set(named)].sort()).toEqual([...new Set(urls)].sort());
  });

  it('speaks the version that the app calls', async () => {
    const { API_VERSION } = await import('../app/shopify/protocol/api-version');
    expect(/api_version = "(.+)"/.exec(toml)?.[1]).toBe(API_VERSION);
  });

  function paths(routes: RouteConfigEntry[], parent = ''): string[] {
    return routes.flatMap(({ path = '', children = [] }) => {
      const url = path === '' ? parent : `${parent}/${path}`;
      return [url, ...paths(children, url)];
    });
  }
});

describe('the languages', () => {
  const LOCALES = join(APP, 'i18n/locales');
  const pages = readdirSync(join(LOCALES, 'en'));

  it('have the same pages', () => {
    expect(readdirSync(join(LOCALES, 'ja'))).toEqual(pages);
  });

  it.each(pages)('say the same things in %s, and leave nothing unsaid', (page) => {
    const [english, japanese] = ['en', 'ja'].map((language) => texts(language, page));
    expect(japanese).toEqual(english);
  });

  /** The keys of a page, a plural's forms as one: Japanese has one form where English has two. */
  function texts(language: string, page: string): string[] {
    const keys = new Set<string>();
    const look = (value: unknown, path: string): void => {
      if (typeof value === 'object' && value !== null)
        for (const [key, inner] of Object.entries(value)) look(inner, `${path}.${key}`);
      else {
        expect(value, `${language} ${page} ${path}`).toMatch(/\S/);
        keys.add(path.replace(/_(zero|one|two|few|many|other)$/, ''));
      }
    };
    look(JSON.parse(readFileSync(join(LOCALES, language, page), 'utf8')), '');
    return [...keys].sort();
  }
});
