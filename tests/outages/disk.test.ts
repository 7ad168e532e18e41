import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { smallDisk } from './full-disk';
import { faultStage } from './stage';

/** The server's files, its log of writes, and little more. */
const disk = smallDisk(420);
// cleaned up last: it has the server's files
afterAll(() => disk?.remove());
const on = disk && (await faultStage(join(disk.folder, 'data')));

it.skipIf(on === null)(
  'loses nothing while the disk of the database is full (needs the right to mount a file system)',
  async () => {
    if (disk === null || on === null) throw new Error('there is no disk');
    await on.installed();
    on.happen(10);
    disk.fill();
    on.happen(400);
    const refused = (): number =>
      on.shopify.webhooks.deliveries.filter(({ status }) => (status ?? 0) >= 500).length;
    await expect.poll(refused).toBeGreaterThan(0);
    disk.empty();
    // a server without space for its log of writes has ended
    await on.own.stop();
    await on.own.start();
    await on.app.healthy();
    await on.agrees();
    await on.countsAsFresh();
  },
);
