import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BadEnvironment, parseEnv } from '../env.server';

// React and Express read it when they are loaded.
process.env.NODE_ENV ??= 'production';

/**
 * The web process. The environment is checked before anything of the app is loaded, and what is
 * wrong with it is said in its own words: an operator reads a sentence, not a stack.
 */
try {
  parseEnv(process.env);
} catch (error) {
  if (!(error instanceof BadEnvironment)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

if (!existsSync(join(import.meta.dirname, 'server/index.js'))) {
  process.stderr.write('The app is not built. Run: npm run build\n');
  process.exit(1);
}

const { serve } = await import('./serve.server');
await serve();
