import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';

/** The style sheets of the pages' components, which make one file: a page has it before it is drawn. */
const STYLES = /\/app\/ui\/.*\.css$/;

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
      ...(isSsrBuild === true
        ? {}
        : { output: { manualChunks: (id) => (STYLES.test(id) ? 'styles' : undefined) } }),
      onwarn(warning, warn) {
        // Doors without a page have nothing for the browser; Remix drops import attributes.
        const expected = ['EMPTY_BUNDLE', 'INCONSISTENT_IMPORT_ATTRIBUTES'];
        if (!expected.includes(warning.code ?? '')) warn(warning);
      },
    },
  },
}));
