declare const process: { env: { APP_URL: string } };

/**
 * The app's origin. Shopify's command line writes `process.env.APP_URL` into the script: its
 * tunnel in `shopify app dev`, and with `--config local` what `npm run setup:shopify` wrote into `.env.local`.
 */
export const APP_URL = process.env.APP_URL || 'https://omega.example';
