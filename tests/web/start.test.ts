import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

interface Ended {
  code: number;
  said: string;
}

/** Starts a process of the app with these variables and waits until it has ended. */
function start(main: string, env: Record<string, string>): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', main],
      { cwd: ROOT, env: { NODE_ENV: 'production', PATH, HOME, ...env } },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr });
      },
    );
  });
}

describe.each(['app/web/main.ts', 'app/worker/main.ts'])('%s', (main) => {
  it('does not start with a partial configuration, and names the missing parts in one sentence', async () => {
    const { code, said } = await start(main, {
      SHOPIFY_API_KEY: 'key',
      SHOPIFY_API_SECRET: 'secret',
      SHOPIFY_APP_URL: 'https://omega.example',
      DATABASE_URL: 'mysql://user:password@host/omega',
    });
    expect(code).toBe(1);
    expect(said).toBe(
      'The app is not configured: DATABASE_URL is wrong: expected postgresql://…. ' +
        'TOKEN_ENCRYPTION_KEYS is missing. See docs/operating.md, "Configuration".\n',
    );
  });
});
