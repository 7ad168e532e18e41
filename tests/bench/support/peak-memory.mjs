import { readFileSync } from 'node:fs';

/**
 * A preload: tells the process that started this one how much memory it held at most, when asked.
 * On Linux the kernel's own high-water mark: `maxRSS` there begins with what the parent held.
 */
process.on('message', (asked) => {
  if (asked === 'peak-memory') process.send?.({ peakKilobytes: peakKilobytes() });
});
process.channel?.unref();

function peakKilobytes() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}
