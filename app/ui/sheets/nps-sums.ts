import type { Snapshot } from '../../metrics/snapshot';
import { REASONS } from '../../terms/reasons';
import { FIRST_PROMOTER, HIGHEST_SCORE } from '../../terms/scores';
import { reasonsApart } from '../nps/reasons-apart';
import { figure, joined, type Sum, sums } from './sum';

type Nps = Snapshot['nps'];

/** The sums of the NPS page's numbers, by sheet. */
export function npsSums(nps: Nps): Record<string, Sum[]> {
  const { responses, distribution, promoterValue, headline } = nps;
  const { reasons } = reasonsApart(nps);
  const answers = figure('answers', 'customers', headline.answers);
  const latest = nps.trend.at(-1);
  const said = REASONS.reduce((sum, reason) => sum + reasons[reason], 0);
  const most = Math.max(...REASONS.map((reason) => reasons[reason]));
  const gave = (score: number) => figure('gaveScore', 'customers', distribution[score] ?? null);
  return {
    'nps.nps': score(headline),
    'nps.npsFirstOrder': score(nps.firstOrder),
    'nps.npsRepeat': score(nps.repeat),
    'nps.npsGuests': score(nps.guests),
    'nps.npsAnonymous': score(nps.anonymous),
    'nps.npsTrend': latest === undefined ? [] : score(latest),
    'nps.npsDistribution': sums([
      answers,
      joined('+', ...distribution.map((_, given) => gave(given))),
    ]),
    'nps.npsBySegment': sums([
      answers,
      joined(
        '+',
        ...nps.bySegment
          .filter(({ answers: given }) => given > 0)
          .map(({ answers: given }) => figure('answersOfGroup', 'customers', given)),
      ),
    ]),
    'nps.tribe': sums([
      figure('promoters', 'customers', nps.tribe),
      joined('+', gave(FIRST_PROMOTER), gave(HIGHEST_SCORE)),
    ]),
    'nps.npsReasons': sums([
      figure('share', 'rate', said === 0 || headline.score === null ? null : most / said),
      joined('÷', figure('mostGiven', 'customers', most), figure('gaveReason', 'customers', said)),
    ]),
    'nps.responseRate': sums([
      figure('share', 'rate', responses.rate),
      joined(
        '÷',
        figure('answered', 'count', responses.answers),
        figure('shown', 'count', responses.views),
      ),
    ]),
    'nps.promoterValue': worth(promoterValue.toDate),
    'nps.promoterValueAfter': worth(promoterValue.after180),
  };
}

/** 100 x (promoters - detractors) / answers. */
function score(of: Pick<Nps['headline'], 'score' | 'promoters' | 'detractors' | 'answers'>): Sum[] {
  return sums([
    figure('score', 'score', of.score),
    joined(
      '÷',
      joined(
        '×',
        figure('hundred', 'count', 100),
        joined(
          '−',
          figure('promoters', 'customers', of.promoters),
          figure('detractors', 'customers', of.detractors),
        ),
      ),
      figure('answers', 'customers', of.answers),
    ),
  ]);
}

function worth({ ratio, promoters, detractors }: Nps['promoterValue']['toDate']): Sum[] {
  return sums([
    figure('times', 'times', ratio),
    joined(
      '÷',
      figure('promoterEach', 'money', promoters.mean),
      figure('detractorEach', 'money', detractors.mean),
    ),
  ]);
}
