import { useTranslation } from 'react-i18next';
import { moves as moveTexts } from '../../../i18n/late/moves';
import { rules } from '../../../i18n/late/rules';
import type { RuleFigures } from '../../../metrics/preview/figures.server';
import type { RulesPreview as Counted } from '../../../metrics/preview/rules.server';
import { useLateTexts } from '../../frame/use-late-texts';
import type { PageFormat } from '../../numbers/use-format';
import { FigureTable } from '../figure-table';
import { GroupMoves, StageMoves } from '../moves';
import { isWaiting, PreviewWaiting } from '../preview-waiting';
import type { Tried } from './view';

interface RulesPreviewProps {
  /** null: nothing was entered yet */
  tried: Pick<Tried, 'preview'> | null;
  running: boolean;
  again: (form: FormData) => void;
  format: PageFormat;
}

/** Who would be in another group, and what the numbers would be, before it is saved. */
export function RulesPreview({ tried, running, again, format }: RulesPreviewProps) {
  const { t } = useLateTexts(rules);
  return (
    <div role="status" aria-live="polite" aria-busy={running}>
      {running ? <p>{t('preview.running')}</p> : said()}
    </div>
  );

  function said() {
    if (tried === null) return <p>{t('preview.notYet')}</p>;
    const { preview } = tried;
    if (preview === null) return <p>{t('preview.faulty')}</p>;
    if (typeof preview === 'string') return <p>{t(`preview.${preview}`)}</p>;
    if (isWaiting(preview)) return <PreviewWaiting waiting={preview} again={again} />;
    return <Moved preview={preview} format={format} />;
  }
}

interface MovedProps {
  preview: Counted;
  format: PageFormat;
  /** figures that the page has beside, or that the preview does not know */
  without?: readonly FigureName[] | undefined;
}

/** Who would be in another group, and the figures that follow. */
export function Moved({ preview, format, without }: MovedProps) {
  const { t } = useLateTexts(rules);
  const move = useLateTexts(moveTexts).t;
  const names = useTranslation(['nps', 'home']).t;
  const { stages, segments, states, figures } = preview;
  if (stages === null && segments === null && figures === null)
    return <p>{t('preview.nothing')}</p>;
  const segment = (name: 'firstTime' | 'second' | 'trend' | 'loyal') =>
    names(`nps:segment.${name}`);
  const state = (name: 'active' | 'atRisk' | 'lapsed') => names(`home:states.${name}`);
  return (
    <>
      {stages && <StageMoves moves={stages} format={format} />}
      {segments && (
        <GroupMoves
          kind="segments"
          moves={segments}
          format={format}
          nameOf={segment}
          say={({ from, to, customers }) =>
            move('segments.move', {
              ...{ count: customers, n: format.people(customers) },
              ...{ fromName: segment(from), toName: segment(to) },
            })
          }
        />
      )}
      {states && (
        <GroupMoves
          kind="states"
          moves={states}
          format={format}
          nameOf={state}
          say={({ from, to, customers }) =>
            move('states.move', {
              ...{ count: customers, n: format.people(customers) },
              ...{ fromName: state(from), toName: state(to) },
            })
          }
        />
      )}
      {figures && <Figures {...figures} format={format} without={without} />}
    </>
  );
}

interface FiguresProps {
  now: RuleFigures;
  then: RuleFigures;
  format: PageFormat;
  without?: readonly FigureName[] | undefined;
}

type FigureName =
  | ('lapseDays' | 'durationDays' | 'value' | 'f2')
  | ('newcomers' | 'healthAmount' | 'healthPurchases');

function Figures({ now, then, format, without = [] }: FiguresProps) {
  const { t } = useLateTexts(rules);
  const move = useLateTexts(moveTexts).t;
  const rows = (
    [
      ['lapseDays', (of) => format.days(of.lapseDays)],
      ['durationDays', (of) => format.days(of.durationDays)],
      ['value', (of) => format.money(of.value)],
      ['f2', (of) => format.percent(of.f2)],
      ['newcomers', (of) => format.people(of.newcomers)],
      ['healthAmount', (of) => format.people(of.health.reachedAmount)],
      ['healthPurchases', (of) => format.people(of.health.reachedPurchases)],
    ] satisfies [FigureName, (of: RuleFigures) => string][]
  )
    .filter(([name]) => !without.includes(name))
    .map(([name, write]) => ({ name: t(`preview.${name}`), now: write(now), then: write(then) }));
  return (
    <FigureTable
      narrow
      caption={t('preview.figures')}
      heads={[t('preview.figure'), move('before'), move('after')]}
      rows={rows}
    />
  );
}
