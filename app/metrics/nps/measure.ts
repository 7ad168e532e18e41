import type { Tx } from '../../store/db.server';
import { SEGMENTS, STAGES } from '../groups';
import type { Scope } from '../scope';
import { scoreAmong, scoresBy, total } from './counts';
import { byProduct, groups } from './groups.sql';
import { NO_NPS, type Nps } from './nps';
import { others } from './others.sql';
import { collectRespondents, respondents, type Respondents } from './respondents.sql';
import { responses } from './responses.sql';
import { trend } from './trend.sql';
import { worth } from './worth.sql';

/** Section 6 of metrics.md, as of D; after the stages, which it reads where there are answers. */
export async function nps(tx: Tx, scope: Scope): Promise<Nps> {
  const asked = await responses(tx, scope);
  if (scope.answers === null) return { ...NO_NPS, responses: asked };
  await collectRespondents(tx, scope);
  return {
    ...latestOf(await respondents(tx)),
    ...(await groups(tx, scope)),
    ...(await others(tx)),
    trend: await trend(tx, scope),
    byProduct: await byProduct(tx, scope),
    ...(await worth(tx, scope)),
    responses: asked,
  };
}

/** What is said of each customer's latest answer. */
function latestOf(
  latest: readonly Respondents[],
): Pick<Nps, 'headline' | 'distribution' | 'bySegment' | 'byStage' | 'tribe' | 'reasons'> {
  const headline = scoreAmong(latest);
  const detractors = latest.filter(({ score }) => score <= 6);
  const saying = (reason: Respondents['reason']) =>
    total(detractors.filter((one) => one.reason === reason));
  return {
    headline,
    distribution: Array.from({ length: 11 }, (_, score) =>
      total(latest.filter((one) => one.score === score)),
    ),
    bySegment: scoresBy(withNobody(SEGMENTS, latest), latest, ({ segment }) => segment),
    byStage: scoresBy(withNobody(STAGES, latest), latest, ({ stage }) => stage),
    tribe: headline.promoters,
    reasons: {
      indifference: saying('indifference'),
      product: saying('product'),
      competitor: saying('competitor'),
      other: saying('other'),
      unsaid: saying(null),
    },
  };
}

/** Groups of customers, and that of who has no counted order where somebody is in it. */
function withNobody<K extends string>(
  keys: readonly K[],
  latest: readonly Respondents[],
): (K | 'none')[] {
  return latest.some(({ stage }) => stage === 'none') ? [...keys, 'none'] : [...keys];
}
