import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';

/** The style sheets of the pages' components, which make one file: a page has it before it is drawn. */
const STYLES = /\/app\/ui\/.*\.css$/;

/**
 * Scripts that pages share, in two: apart they were 40 files of a few hundred bytes each, which compress badly, some 10 KB of
 * a page in all. A file of the first kind draws nearly every page, of the second the pages of numbers alone; `npm run
 * bench:pages` shows what a wrong place costs. Modules that these import come with them.
 */
const OF_PAGES = [
  'vite/preload-helper',
  '/@shopify/app-bridge',
  '/@shopify/polaris/build/esm/utilities/',
  ...['AppProvider', 'Banner', 'BlockStack', 'Button', 'ButtonGroup', 'Card', 'InlineStack'].map(
    polaris,
  ),
  ...['Link', 'List', 'Page', 'Spinner', 'Text'].map(polaris),
  '/app/terms/',
  '/app/csv',
  ...['section', 'navigation', 'following', 'page-files', 'strip/filter-words', 'page-title'].map(
    frame,
  ),
  ...['use-late-texts', 'save-file', 'use-download', 'use-live', 'app-link', 'view-address'].map(
    frame,
  ),
  '/app/ui/frame/line/',
  ...['left-out-address', 'use-format', 'said', 'shop-words', 'definition'].map(number),
  '/app/ui/sheets/sheet-tables.',
  '/app/ui/sheets/sheet-key.',
  '/app/ui/sheets/sheet-part.',
  '/app/ui/frame/later-part.',
  '/app/ui/frame/first-touch.',
];
const OF_NUMBERS = [
  '/app/ui/charts/',
  '/app/ui/sheets/sheet.',
  '/app/ui/sheets/keeps-data.',
  '/app/ui/frame/strip/',
  ...['page-frame', 'page-panes', 'panes', 'states', 'filtered', 'past-day'].map(frame),
  ...['import-card', 'tabs', 'choice-links', 'beginning'].map(frame),
  ...['quantity', 'change', 'goal', 'numbers'].map(number),
  ...['columns', 'data-table', 'heads', 'order', 'table-tools', 'use-edges'].map(table),
];

function polaris(component: string): string {
  return `/@shopify/polaris/build/esm/components/${component}/`;
}
function frame(name: string): string {
  return `/app/ui/frame/${name}.`;
}
function number(name: string): string {
  return `/app/ui/numbers/${name}.`;
}
function table(name: string): string {
  return `/app/ui/tables/${name}.`;
}

function chunkOf(id: string): string | undefined {
  const isOf = (places: readonly string[]) => places.some((place) => id.includes(place));
  if (STYLES.test(id)) return 'styles';
  if (isOf(OF_PAGES)) return 'pages';
  return isOf(OF_NUMBERS) ? 'numbers' : undefined;
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    remix({
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        // Off: it has the server match every prefix of an address, 3.3 s for one of 7,500 segments. The
        // table of routes that a document brings instead is 2 KB.
        v3_lazyRouteDiscovery: false,
        v3_routeConfig: true,
        // Off, as in Shopify's own template: the library answers a data request without a valid
        // token with a bare 401 that App Bridge retries, which single fetch would wrap as data.
        v3_singleFetch: false,
      },
    }),
  ],
  build: {
    // Remix would remove the whole folder, the processes' bundles with it.
    emptyOutDir: false,
    assetsInlineLimit: 0,
    cssMinify: 'esbuild',
    minify: 'esbuild',
    // The demo builds on a machine it has just met: nothing that only a debugger reads.
    sourcemap: false,
    reportCompressedSize: false,
    target: 'es2022',
    rollupOptions: {
      ...(isSsrBuild === true ? {} : { output: { manualChunks: chunkOf } }),
      onwarn(warning, warn) {
        // Doors without a page have nothing for the browser; Remix drops import attributes.
        const expected = ['EMPTY_BUNDLE', 'INCONSISTENT_IMPORT_ATTRIBUTES'];
        if (!expected.includes(warning.code ?? '')) warn(warning);
      },
    },
  },
}));
