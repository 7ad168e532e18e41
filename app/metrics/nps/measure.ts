import type { Tx } from '../../store/db.server';
import type { Scope } from '../scope';
import { byProduct, groups } from './groups.sql';
import { latest } from './latest.sql';
import { NO_NPS, type Nps } from './nps';
import { others } from './others.sql';
import { trend } from './trend.sql';
import { worth } from './worth.sql';

/**
 * Section 6 of metrics.md, as of D, without the response rate; after the stages, which it reads where
 * there are answers.
 */
export async function nps(tx: Tx, scope: Scope): Promise<Omit<Nps, 'responses'>> {
  if (scope.answers === null) return NO_NPS;
  return {
    ...(await latest(tx)),
    ...(await groups(tx, scope)),
    ...(await others(tx)),
    trend: await trend(tx, scope),
    byProduct: await byProduct(tx, scope),
    ...(await worth(tx, scope)),
  };
}
