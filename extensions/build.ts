import { bundleExtension } from './bundle';

/** Our own limit. Shopify's is 64 KB and fails at deployment only, not in `shopify app build`. */
const MOST_GZIP_BYTES = 13 * 1024;

/**
 * `npm run build:extensions`, a part of `npm run check`: bundles the checkout survey into
 * build/extensions/survey-checkout.js and fails over the limit.
 */
const { file, gzipBytes } = await bundleExtension('survey-checkout');
console.log(`${file}: ${gzipBytes} of ${MOST_GZIP_BYTES} bytes, compressed`);
if (gzipBytes > MOST_GZIP_BYTES) process.exitCode = 1;
