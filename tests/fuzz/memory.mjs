import { createServer } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * A preload for the process that is fuzzed: says on a port of its own how much memory it holds, after
 * what nobody needs any more was given back.
 */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

createServer((socket) => {
  collect();
  collect();
  socket.on('error', () => undefined).end(String(process.memoryUsage.rss()));
})
  .listen(Number(process.env.FUZZ_MEMORY_PORT), '127.0.0.1')
  .unref();
