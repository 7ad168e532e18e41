import type { LoaderFunctionArgs } from '@remix-run/node';
import { log } from '../log.server';
import { askDatabase } from '../store/db.server';

/** `/health/live`: the process runs. `/health/ready`: it reaches its database. Neither needs authentication. */
export async function loader({ params }: LoaderFunctionArgs) {
  if (params.question === 'live') return new Response('live\n');
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
