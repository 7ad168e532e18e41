import type { LoaderFunctionArgs } from '@remix-run/node';
import { log } from '../log.server';
import { askDatabase } from '../store/db.server';

/**
 * `/health/ready`: the process reaches its database. Needs no authentication. `app/web` answers `/health/live` by itself,
 * and asks this loader for the other.
 */
export async function loader({ params }: LoaderFunctionArgs) {
  if (params.question !== 'ready') return new Response('not found\n', { status: 404 });
  try {
    await askDatabase();
    return new Response('ready\n');
  } catch (error) {
    log.warn(
      { error: error instanceof Error ? error.name : 'unknown' },
      'the database cannot be reached',
    );
    return new Response('the database cannot be reached\n', { status: 503 });
  }
}
