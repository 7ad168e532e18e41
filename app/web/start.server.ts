import { existsSync } from 'node:fs';
import { BadEnvironment, parseEnv } from '../env.server';

/**
 * Starts the web process. Checks the environment before it loads the app, so that an operator reads a
 * sentence instead of a stack.
 * @param build the folder with Remix's build
 */
export async function start(build: URL): Promise<void> {
  try {
    parseEnv(process.env);
  } catch (error) {
    if (!(error instanceof BadEnvironment)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  const { refuseWithoutWalls } = await import('../store/schema/role.server');
  await refuseWithoutWalls('web');
  if (!existsSync(new URL('server/index.js', build))) {
    process.stderr.write('The app is not built. Run: npm run build\n');
    process.exit(1);
  }
  const { serve } = await import('./serve.server');
  await serve(build);
}
