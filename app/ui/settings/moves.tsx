import { moves as texts } from '../../i18n/late/moves';
import type { Moves } from '../../metrics/preview/moves';
import { STAGES, type Stage } from '../../terms/stages';
import { useLateTexts } from '../frame/use-late-texts';
import type { PageFormat } from '../numbers/use-format';
import { useTranslation } from 'react-i18next';
import './moves.css';

/** Moves that are said in words; the table has the sums of all. */
const SAID = 6;

interface StageMovesProps {
  moves: Moves<Stage>;
  format: PageFormat;
}

/** Who would be on another stage. */
export function StageMoves({ moves, format }: StageMovesProps) {
  const { t } = useLateTexts(texts);
  const name = useTranslation('stages').t;
  const numberOf = (stage: Stage) => STAGES.indexOf(stage) + 1;
  const { up, down } = moves;
  return (
    <GroupMoves
      kind="stages"
      moves={moves}
      format={format}
      sum={t('stages.sum', { up: format.people(up), down: format.people(down) })}
      nameOf={(stage) => `${numberOf(stage)} ${name(`name.${stage}`)}`}
      say={({ from, to, customers }) =>
        t('stages.move', {
          ...{ count: customers, n: format.people(customers) },
          ...{ from: numberOf(from), to: numberOf(to) },
          ...{ fromName: name(`name.${from}`), toName: name(`name.${to}`) },
        })
      }
    />
  );
}

interface GroupMovesProps<G extends string> {
  kind: 'stages' | 'segments' | 'states';
  moves: Moves<G>;
  format: PageFormat;
  nameOf: (group: G) => string;
  /** all moves in one sentence */
  sum?: string;
  say: (move: Moves<G>['moves'][number]) => string;
}

/** Who would be in another group: in words, and each changed group before and after. */
export function GroupMoves<G extends string>(props: GroupMovesProps<G>) {
  const { kind, moves, format, nameOf, sum, say } = props;
  const { t } = useLateTexts(texts);
  if (moves.moves.length === 0) return <p>{t(`${kind}.none`)}</p>;
  const changed = moves.groups.filter(({ before, after }) => before !== after);
  return (
    <>
      {sum !== undefined && <p>{sum}</p>}
      <ul>
        {moves.moves.slice(0, SAID).map((move) => (
          <li key={`${move.from}.${move.to}`}>{say(move)}</li>
        ))}
      </ul>
      {changed.length > 0 && (
        <table className="om-moves">
          <caption className="om-hidden">{t('caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t(`${kind}.title`)}</th>
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map(({ group, before, after }) => (
              <tr key={group}>
                <th scope="row">{nameOf(group)}</th>
                <td>{format.people(before)}</td>
                <td>{format.people(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
