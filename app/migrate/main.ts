import { refuseOldNode } from '../node-version';

refuseOldNode();

/** `npm run migrate`: brings the database up to date and exits. Migrations and functions lie beside the build. */
const { start } = await import('./start.server');
await start(new URL('../prisma', import.meta.url));
