import { createServer } from 'node:net';
import { setInterval } from 'node:timers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * A preload that reports the process's use on the port FIGURES_PORT. On `collect` it collects garbage first;
 * on `now` it does not.
 */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

let peakBytes = 0;
setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, 50).unref();

createServer((socket) => {
  socket.on('error', () => undefined);
  socket.once('data', (asked) => {
    if (String(asked) === 'collect') for (let times = 0; times < 2; times += 1) collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const peak = Math.max(peakBytes, rss);
    peakBytes = 0;
    socket.end(
      JSON.stringify({
        rssBytes: rss,
        // since the last request
        peakRssBytes: peak,
        // objects, and buffers outside of the heap
        heldBytes: heapUsed + external,
        cpuMs: (user + system) / 1_000,
      }),
    );
  });
})
  .listen(Number(process.env.FIGURES_PORT), '127.0.0.1')
  .unref();
