import { bundleExtension } from './bundle';

/** Ours; Shopify refuses 64 KB at deployment, and not before (`shopify app build` says nothing). */
const MOST_GZIP_BYTES = 12 * 1024;

/**
 * `npm run build:extensions`, and a part of `npm run check`: bundles the checkout survey into
 * build/extensions/survey-checkout.js and fails where it weighs more than it may.
 */
const { file, gzipBytes } = await bundleExtension('survey-checkout');
console.log(`${file}: ${gzipBytes} of ${MOST_GZIP_BYTES} bytes, compressed`);
if (gzipBytes > MOST_GZIP_BYTES) process.exitCode = 1;
