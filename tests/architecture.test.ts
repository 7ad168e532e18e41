import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RouteConfigEntry } from '@remix-run/route-config';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { APP, importsOf, sources, type Import } from './support/sources';

const ROOT = resolve(import.meta.dirname, '..');

/** The imports under app/ that a folder or file of app/ may have, and the reason. */
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
  'csv',
  'day',
  'who-address',
  'operate/process-metrics.server',
];

/** Words that the app, its pages, the survey and the numbers share: every folder may import them. */
const SHARED = 'terms/';

/** The first rule whose `of` is a prefix of the file applies. Imports within a folder are free. */
const RULES: Rule[] = [
  {
    of: 'routes/health',
    may: ['log.server', 'store/db.server'],
    because: 'it sends the database one query and authenticates no request',
  },
  {
    of: 'routes/',
    may: [
      ...LEAVES,
      ...['shop/', 'ingest/', 'survey/', 'privacy/', 'metrics/', 'playbook/', 'progress/'],
      ...['settings/', 'files/'],
      ...['ui/', 'i18n/'],
      'shopify/shopify.server',
      // not doors: code that the doors to metric pages share, the doors that take forms, the doors that show answers
      'routes/admin/cohorts.server',
      'routes/admin/day-facts.server',
      'routes/admin/page-facts.server',
      'routes/admin/filtered-facts.server',
      'routes/admin/form.server',
      'routes/admin/files/',
      'routes/admin/known-shop.server',
      'routes/admin/refuse-day.server',
      'routes/admin/compared-day.server',
      'routes/admin/nps/shown-answers.server',
      'routes/admin/settings/spend-view.server',
      'routes/admin/settings/save-entered.server',
      'routes/admin/settings/try-draft.server',
      'routes/admin/settings/data/rules.server',
      'routes/admin/settings/data/listed.server',
      'routes/admin/settings/costs-view.server',
      'routes/admin/settings/channels-view.server',
      'routes/admin/setup/save.server',
    ],
    because: 'a door authenticates, parses, calls one domain and answers; it holds no query',
  },
  {
    of: 'web/',
    may: [
      ...LEAVES,
      ...['node-version', 'operate/', 'store/schema/role.server'],
      // the rate limits tell shops apart by their signatures
      ...[
        'shopify/doors/session-token',
        'shopify/doors/proxy-signature',
        'shopify/doors/secrets.server',
      ],
    ],
    because: 'it serves any build, and refuses a database role that no wall holds',
  },
  {
    of: 'operate/',
    may: [...LEAVES, 'store/db.server'],
    because: 'it counts and times, and reads the queue from the database alone',
  },
  {
    of: 'worker/',
    may: [
      ...LEAVES,
      ...[
        'ingest/',
        'survey/',
        'shop/',
        'privacy/',
        'metrics/rollup/',
        'metrics/filter/',
        'metrics/preview/',
        'queue/',
      ],
      ...['node-version', 'operate/', 'shopify/protocol/errors'],
      ...[
        'store/db.server',
        'store/shops/each-shop.server',
        'store/shops/shops',
        'store/work/failures',
        'store/schema/role.server',
      ],
    ],
    because: 'it maps jobs to functions and knows no pages',
  },
  {
    of: 'migrate/',
    may: ['node-version', 'store/', 'queue/migrate.server'],
    because: 'it migrates the tables of the app and of the queue',
  },
  {
    of: 'ingest/',
    may: [...LEAVES, 'shopify/', 'store/', 'queue/'],
    because: 'a domain enqueues work of another domain by its name',
  },
  {
    of: 'settings/',
    may: [
      ...LEAVES,
      ...['store/', 'queue/', 'progress/', 'metrics/settings', 'metrics/formulas/'],
      ...['privacy/settings', 'survey/settings/settings'],
    ],
    because:
      'it changes the settings of every part by its schema, and enqueues the work that follows',
  },
  {
    of: 'survey/settings/',
    may: [...LEAVES, 'shopify/', 'store/', 'queue/', 'settings/change.server'],
    because: 'the theme block reads the settings from a metafield at Shopify',
  },
  {
    of: 'survey/',
    may: [...LEAVES, 'store/', 'queue/'],
    because: 'an answer is data of the app: Shopify has no part in it',
  },
  {
    of: 'files/',
    may: [...LEAVES, 'store/'],
    because: 'it sends any file once, and other domains read the rows',
  },
  {
    of: 'privacy/',
    may: [...LEAVES, 'shop/', 'shopify/', 'store/', 'queue/', 'settings/change.server'],
    because: 'it removes rows of every table, and asks Shopify whether a shop is installed',
  },
  {
    of: 'shop/',
    may: [...LEAVES, 'progress/', 'shopify/', 'store/', 'queue/'],
    because: 'a domain enqueues work of another domain by its name',
  },
  {
    of: 'metrics/',
    // the words that kept lists of customers stand in
    may: ['clock.server', 'who-address', 'store/'],
    because: 'a metric reads rows and does not know their source',
  },
  { of: 'playbook/', may: ['metrics/'], because: 'advice depends on metrics alone' },
  {
    of: 'store/',
    may: ['env.server', 'log.server', 'token-cipher'],
    because: 'the store knows no user of its rows',
  },
  {
    of: 'shopify/shopify.server',
    may: [...LEAVES, 'queue/enqueue.server'],
    because: 'its only own task is to enqueue shop.install',
  },
  {
    of: 'shopify/',
    may: [...LEAVES, 'store/db.server'],
    because: 'it speaks a protocol; the database holds its sessions and their lock',
  },
  {
    of: 'queue/',
    may: [
      ...LEAVES,
      ...[
        'store/db.server',
        'store/shops/shops',
        'store/work/held-up',
        'store/work/stale-snapshots',
      ],
    ],
    because: 'it has names and payloads; the worker has the functions',
  },
  {
    of: 'progress/',
    may: [],
    because: 'it holds only the types that server and pages share',
  },
  {
    of: 'ui/',
    // what a form says of its fields while they are typed is what its door says
    may: ['csv', 'day', 'who-address', 'i18n/', 'metrics/', 'progress/', 'settings/entered/'],
    because: 'props in, markup out',
  },
  { of: 'i18n/', may: ['env.server'], because: 'texts depend on nothing' },
  { of: SHARED, may: [], because: 'constants and types depend on nothing' },
];

/** Rooms of a folder, lowest first: a room imports only the rooms before it; `.` is the files beside the rooms. */
const ROOMS: Record<string, string[]> = {
  ingest: ['facts', 'staging', 'merge', 'receive', 'import', 'reread', 'reconcile'],
  privacy: ['.', 'erase', 'requests', 'expire'],
  shop: ['.', 'installation', 'state'],
  shopify: ['protocol', 'documents', 'tokens', 'api', 'bulk', 'reads', 'doors', '.'],
  store: ['database', '.', 'sql', 'work', 'schema', 'shops', 'secrets', 'survey'],
  worker: ['schedule', 'slots', 'jobs', '.'],
  web: ['admission', 'doors', '.'],
  survey: ['settings', 'message', 'proof', 'answer', 'inbox', 'links', 'voices', 'pages'],
};

const imports = sources.flatMap(importsOf);

/** Whether both files are in the same folder, which has its own rules. */
function ownFolder({ file, target }: Import): boolean {
  const folder = file.split('/')[0] ?? '';
  return file.includes('/') && target.startsWith(`${folder}/`);
}

describe('imports between folders', () => {
  it.each(RULES)('follow the rule of $of: $because', ({ of, may, because }) => {
    const broken = imports
      .filter(({ file }) => RULES.find((rule) => file.startsWith(rule.of))?.of === of)
      .filter(({ target }) => !target.startsWith(SHARED))
      .filter((found) => found.local && !(ownFolder(found) && !of.startsWith('routes/')))
      .filter(({ target }) => !may.some((allowed) => target.startsWith(allowed)))
      .map(({ file, target }) => `app/${file} imports ${target}, but ${because}`);
    expect(broken).toEqual([]);
  });

  it('have a rule for every folder', () => {
    const folders = sources.map(({ file }) => file).filter((file) => file.includes('/'));
    const lawless = folders.filter((file) => !RULES.some((rule) => file.startsWith(rule.of)));
    expect(lawless).toEqual([]);
  });

  it.each(Object.entries(ROOMS))('go only down between the rooms of %s', (folder, rooms) => {
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

  it('has constants and types alone where everything may import them', () => {
    const files = sources.filter(({ file }) => file.startsWith(SHARED));
    expect(files.length).toBeGreaterThan(5);
    expect(imports.filter(({ file }) => file.startsWith(SHARED))).toEqual([]);
    const others = files.flatMap(({ file, source }) =>
      source.statements
        .filter((statement) => !ts.isTypeAliasDeclaration(statement))
        .filter(
          (statement) =>
            !ts.isVariableStatement(statement) || /=>|\bnew\b/.test(statement.getText()),
        )
        .map((statement) => `app/${file}: ${statement.getText().slice(0, 40)}`),
    );
    expect(others).toEqual([]);
  });

  it('bring only types of metrics into the components of pages, and formulas into the what-if', () => {
    const isFormula = ({ file, target }: Import) =>
      file.startsWith('ui/ltv/what-if/') && target.startsWith('metrics/formulas/');
    const broken = imports
      .filter(({ file, target }) => file.startsWith('ui/') && target.startsWith('metrics/'))
      .filter((found) => !found.typeOnly && !isFormula(found))
      .map(({ file, target }) => `app/${file} imports ${target}`);
    expect(broken).toEqual([]);
  });

  it('bring nothing into the formulas, which the browser computes with, but other formulas', () => {
    const formulas = imports.filter(({ file }) => file.startsWith('metrics/formulas/'));
    expect(formulas.length).toBeGreaterThan(3);
    const others = formulas.filter(({ target }) => !target.startsWith('metrics/formulas/'));
    expect(others.map(({ file, target }) => `app/${file} imports ${target}`)).toEqual([]);
  });

  it('bring the Prisma runtime only into the store', () => {
    const broken = imports
      .filter(({ target, typeOnly }) => /^(@prisma\/|prisma$)/.test(target) && !typeOnly)
      .filter(({ file }) => !file.startsWith('store/'));
    expect(broken).toEqual([]);
  });

  it('bring neither tests nor the local Shopify into the app', () => {
    expect(imports.filter(({ target }) => target.startsWith('..'))).toEqual([]);
    const spoken = sources.filter(({ source }) => /sandbox/i.test(source.text));
    expect(spoken.map(({ file }) => file)).toEqual([]);
  });
});

describe('the app', () => {
  it('writes to the log and never to the console', () => {
    const noisy = sources.filter(({ source }) => /\bconsole\s*\./.test(source.text));
    expect(noisy.map(({ file }) => file)).toEqual([]);
  });

  it('takes the time of its facts from one clock', () => {
    const domain = /^(ingest|survey|shop|privacy|settings|metrics|playbook|routes)\//;
    const own = sources
      .filter(({ file }) => domain.test(file))
      .filter(({ source }) => /new Date\(\)/.test(source.text));
    expect(own.map(({ file }) => file)).toEqual([]);
  });

  it('measures no duration by the wall clock, which a person may set', () => {
    const own = /^(ingest|survey|shop|privacy|metrics|worker|queue|shopify|web)\//;
    const measured = /until = Date\.now\(\)|(?<!Math\.abs\()Date\.now\(\) [-<>]/;
    const found = sources
      .filter(({ file }) => own.test(file))
      .filter(({ source }) => measured.test(source.text));
    expect(found.map(({ file }) => file)).toEqual([]);
  });
});

/** Doors that authenticate no request, and why. */
const PREFLIGHT: Record<string, string> = {
  'loader of routes/storefront/checkout-survey.ts':
    'a preflight asks whether the browser may send a token; the reply holds nothing else',
};

describe('every door', () => {
  const doors = sources.flatMap(({ file, source }) => {
    const [, group] =
      /^routes\/(admin\/|files\/|webhooks\/|storefront\/checkout|storefront\/proxy)/.exec(file) ??
      [];
    return source.statements
      .filter(ts.isFunctionDeclaration)
      .filter(({ name }) => name?.text === 'loader' || name?.text === 'action')
      .filter(() => group !== undefined)
      .map((door) => ({ file, name: door.name?.text ?? '', door, group: group ?? '' }))
      .filter(({ name }) => !(`${name} of ${file}` in PREFLIGHT));
  });
  const authenticator: Record<string, string> = {
    ...{ 'admin/': 'admin', 'files/': 'file', 'webhooks/': 'webhook' },
    ...{ 'storefront/checkout': 'checkout', 'storefront/proxy': 'proxy' },
  };

  it.each(doors)('authenticates first: $name of $file', ({ door, group }) => {
    const first = door.body?.statements[0]?.getText() ?? '';
    expect(first).toContain(`await authenticate.${authenticator[group] ?? ''}(request)`);
  });

  it('is a function that this test can read', () => {
    const disguised = sources
      .filter(({ file }) => /^routes\/(admin|files|webhooks|storefront)\//.test(file))
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

  it.each(pages)('have the same keys in %s, and no empty text', (page) => {
    const [english, japanese] = ['en', 'ja'].map((language) => texts(language, page));
    expect(japanese).toEqual(english);
  });

  /** The keys of a page. The forms of a plural are one key: Japanese has one form where English has two. */
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
