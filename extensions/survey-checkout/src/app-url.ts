declare const process: { env: { NODE_ENV: string; APP_URL: string } };

/**
 * Where the app answers, without a path. Shopify's command line knows the address only while developing
 * (`shopify app dev` writes its tunnel into `process.env.APP_URL`), so a deployment writes its own here, beside
 * `application_url` in shopify.app.toml; a test holds the two together.
 */
export const APP_URL =
  process.env.NODE_ENV === 'development' ? process.env.APP_URL : 'https://omega.example';
