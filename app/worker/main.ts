import { refuseOldNode } from '../node-version';

refuseOldNode();

/** The worker's process, `npm run worker`. */
const { start } = await import('./start.server');
await start();
