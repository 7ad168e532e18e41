import { refuseOldNode } from '../node-version';

refuseOldNode();

// React and Express read it at import.
if (process.env.NODE_ENV === undefined) process.env.NODE_ENV = 'production';

/** The web process, `npm start`. A dynamic import: an old Node might not parse what it loads. */
const { start } = await import('./start.server');
await start(new URL('.', import.meta.url));
