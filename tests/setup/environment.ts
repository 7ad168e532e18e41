import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { API_KEY, API_SECRET } from '../sandbox/oauth/app-identity';

/**
 * The app's environment, set before a test file imports the app. Each file has a database name of
 * its own; `database()` creates the database for the files that call it.
 */
Object.assign(process.env, {
  NODE_ENV: 'test',
  SHOPIFY_API_KEY: API_KEY,
  SHOPIFY_API_SECRET: API_SECRET,
  SHOPIFY_APP_URL: 'https://omega.example',
  DATABASE_URL: inject('postgres') + `test_${randomBytes(6).toString('hex')}`,
  TOKEN_ENCRYPTION_KEYS: `v1:${Buffer.alloc(32, 7).toString('base64')}`,
  LOG_LEVEL: 'silent',
  TZ: 'UTC',
});
