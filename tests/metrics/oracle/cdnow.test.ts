import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compareReports } from '../../support/numbers/compare';
import { exportReader } from './oracle';

const data = (file: string): string =>
  fileURLToPath(new URL(`../../../../shared/data/${file}`, import.meta.url));
const present = existsSync(data('cdnow_expected.json'));
const reason = present ? '' : ' (skipped: ../shared/data is not on this machine)';

describe.skipIf(!present)(
  `69,659 real orders of 1997-98, and numbers of another implementation${reason}`,
  () => {
    const report = z.looseObject({
      orders: z.looseObject({ excluded: z.record(z.string(), z.number()) }),
      cohorts: z.record(z.string(), z.unknown()),
    });
    const expected = present
      ? z
          .record(z.string(), report)
          .parse(JSON.parse(readFileSync(data('cdnow_expected.json'), 'utf8')))
      : {};

    let read: ReturnType<typeof exportReader>;
    beforeAll(() => {
      const csv = gunzipSync(readFileSync(data('cdnow_orders.csv.gz'))).toString('utf8');
      read = exportReader(csv, 'UTC');
    });

    it.each(Object.keys(expected))('agree to 1e-9 on every number as of %s', (asOf) => {
      const actual = read(asOf);
      expect(compareReports(actual, expected[asOf])).toEqual([]);
      expect(compareReports(expected[asOf]?.orders.excluded, actual.orders.excluded)).toEqual([]);
      expect(Object.keys(actual.cohorts)).toEqual(Object.keys(expected[asOf]?.cohorts ?? {}));
    });
  },
);
