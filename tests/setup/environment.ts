import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { API_KEY, API_SECRET } from '../sandbox/oauth/app-identity';

/**
 * The app's environment, set before a test file imports any of it. Each file has a database name of
 * its own; `database()` makes the database, and only for the files that ask.
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
