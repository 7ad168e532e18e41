import { useTranslation } from 'react-i18next';
import { CustomersWithin } from '../people/customers-column';
import type { PageFormat } from '../numbers/use-format';
import { GROUP_TONES, type Score } from './view';
import type { Who } from '../../terms/people';
import { SCORE_GROUPS, type ScoreGroup } from '../../terms/scores';
import '../charts/legend.css';
import './split.css';

interface SplitProps {
  score: Score;
  /** whose answers they are; null: no list has them */
  whoOf: (group: ScoreGroup) => Who | null;
  format: PageFormat;
}

/** Promoters, passives and detractors as one bar, each written out below; counts alone under ten answers. */
export function Split({ score, whoOf, format }: SplitProps) {
  const { t } = useTranslation('nps');
  const share = (group: ScoreGroup) => score[group] / score.answers;
  const known = score.score !== null;
  let from = 0;
  return (
    <div className="om-split">
      {known && (
        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          {SCORE_GROUPS.map((group) => {
            const width = share(group) * 100;
            const x = from;
            from += width;
            return (
              <rect key={group} className={GROUP_TONES[group]} x={x} width={width} height={10} />
            );
          })}
        </svg>
      )}
      <ul className="om-legend" aria-label={t('score.split')}>
        {SCORE_GROUPS.map((group) => (
          <li key={group}>
            <span className={`om-key ${GROUP_TONES[group]}`} aria-hidden="true" />
            <CustomersWithin
              sentence={t(known ? 'score.group' : 'score.count', {
                group: t(`group.${group}`),
                n: format.heads(score[group]),
                share: format.percent(share(group)),
              })}
              count={score[group]}
              who={whoOf(group)}
              text={format.heads(score[group])}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
