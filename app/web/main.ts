import { refuseOldNode } from '../node-version';

refuseOldNode();

// React and Express read it when they are loaded.
if (process.env.NODE_ENV === undefined) process.env.NODE_ENV = 'production';

/** The web process, `npm start`. What is built beside this file is loaded only where it can run. */
const { start } = await import('./start.server');
await start(new URL('.', import.meta.url));
