import { describe, expect, it } from 'vitest';
import { BadEnvironment, parseEnv } from './env.server';

const whole = {
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'secret',
  SHOPIFY_APP_URL: 'https://omega.example',
  DATABASE_URL: 'postgresql://localhost/omega',
  TOKEN_ENCRYPTION_KEYS: `v1:${Buffer.alloc(32).toString('base64')}`,
};

describe('the environment', () => {
  it('needs five variables', () => {
    expect(parseEnv(whole)).toMatchObject({ PORT: 3000, NODE_ENV: 'production' });
    expect(parseEnv(whole).BULK_RESULT_HOSTS).toEqual(['storage.googleapis.com']);
  });

  it.each(Object.keys(whole))('is refused without %s, which the error names', (name) => {
    const sentence = `The app is not configured: ${name} is missing. See docs/operating.md, "Configuration".`;
    for (const nothing of [undefined, ''])
      expect(() => parseEnv({ ...whole, [name]: nothing })).toThrow(new BadEnvironment(sentence));
  });

  it.each([
    ['SHOPIFY_APP_URL', 'omega.example'],
    ['SHOPIFY_APP_URL', 'https://omega.example/app'],
    ['SHOPIFY_APP_URL', 'https://omega.example/?a'],
    ['SHOPIFY_APP_URL', 'ftp://omega.example'],
    ['DATABASE_URL', 'mysql://localhost'],
    ['TOKEN_ENCRYPTION_KEYS', 'v1:tooshort='],
    ['PORT', 'http'],
    ['LOG_LEVEL', 'loud'],
  ])('names %s when it is "%s", and does not repeat the value', (name, value) => {
    const attempt = () => parseEnv({ ...whole, [name]: value });
    expect(attempt).toThrow(new RegExp(`${name} is wrong: `));
    expect(attempt).not.toThrow(new RegExp(value));
  });

  it('takes the app’s origin with a trailing slash', () => {
    const { SHOPIFY_APP_URL } = parseEnv({ ...whole, SHOPIFY_APP_URL: 'https://Omega.example/' });
    expect(SHOPIFY_APP_URL).toBe('https://omega.example');
  });

  it('names all problems at once', () => {
    expect(() => parseEnv({ DATABASE_URL: 'x' })).toThrow(
      /SHOPIFY_API_KEY is missing\..*DATABASE_URL is wrong: .*TOKEN_ENCRYPTION_KEYS is missing\./,
    );
  });
});
