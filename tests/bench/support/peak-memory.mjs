import { readFileSync } from 'node:fs';

/**
 * A preload that reports the process's peak memory to its parent on request. On Linux it reads the
 * kernel's high-water mark, because `maxRSS` there starts with the parent's memory.
 */
process.on('message', (asked) => {
  if (asked === 'peak-memory') process.send?.({ peakKilobytes: peakKilobytes() });
});
process.channel?.unref();

function peakKilobytes() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}
