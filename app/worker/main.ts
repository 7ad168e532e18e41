import { refuseOldNode } from '../node-version';

refuseOldNode();

/** The second process, `npm run worker`: does the jobs. */
const { start } = await import('./start.server');
await start();
