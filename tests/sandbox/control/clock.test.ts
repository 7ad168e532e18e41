import { describe, expect, it } from 'vitest';
import { Clock } from './clock';

const NOON = new Date('2026-04-01T12:00:00Z');

describe('the clock', () => {
  it('stands still until it is moved', () => {
    const clock = new Clock({ stoppedAt: NOON });
    clock.advance(1_500);
    expect(clock.now().toISOString()).toBe('2026-04-01T12:00:01.500Z');
    clock.set(new Date('2020-01-01T00:00:00Z'));
    expect(clock.now().toISOString()).toBe('2020-01-01T00:00:00.000Z');
  });

  it('wakes each sleeper when its time has come, and none sooner', async () => {
    const clock = new Clock({ stoppedAt: NOON });
    const woken: string[] = [];
    const long = clock.sleep(2_000).then(() => woken.push('long'));
    const short = clock.sleep(1_000).then(() => woken.push('short'));
    clock.advance(1_000);
    await short;
    expect(woken).toEqual(['short']);
    clock.advance(1_000);
    await long;
    expect(woken).toEqual(['short', 'long']);
  });

  it('can run at an offset from the machine’s clock', async () => {
    const clock = new Clock();
    const sleeping = clock.sleep(86_400_000);
    clock.advance(86_400_000);
    await sleeping;
    expect(clock.milliseconds() - Date.now()).toBeGreaterThan(86_000_000);
  });
});
