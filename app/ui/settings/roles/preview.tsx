import { useTranslation } from 'react-i18next';
import type { RolesPreview as Preview, Unpreviewed } from '../../../metrics/roles/preview.server';
import { STAGES } from '../../../terms/stages';
import type { PageFormat } from '../../numbers/use-format';
import './roles.css';

interface RolesPreviewProps {
  /** null: nothing was chosen yet */
  preview: Preview | Unpreviewed | null;
  /** another one is being counted */
  running: boolean;
  format: PageFormat;
}

/** Who would be on another stage, before it is saved. */
export function RolesPreview({ preview, running, format }: RolesPreviewProps) {
  const { t } = useTranslation(['roles', 'stages']);
  return (
    <div role="status" aria-live="polite" aria-busy={running}>
      {running ? (
        <p>{t('preview.running')}</p>
      ) : preview === null ? (
        <p>{t('preview.notYet')}</p>
      ) : typeof preview === 'string' ? (
        <p>{t(`preview.${preview}`)}</p>
      ) : (
        <Moves preview={preview} format={format} />
      )}
    </div>
  );
}

function Moves({ preview, format }: { preview: Preview; format: PageFormat }) {
  const { t } = useTranslation(['roles', 'stages']);
  const { moves, up, down, stages } = preview;
  if (moves.length === 0) return <p>{t('preview.none')}</p>;
  const numberOf = (stage: (typeof STAGES)[number]) => STAGES.indexOf(stage) + 1;
  const changed = stages.filter(({ before, after }) => before !== after);
  return (
    <>
      <p>{t('preview.sum', { up: format.people(up), down: format.people(down) })}</p>
      <ul>
        {moves.map(({ from, to, customers }) => (
          <li key={`${from}.${to}`}>
            {t('preview.move', {
              count: customers,
              n: format.people(customers),
              from: numberOf(from),
              to: numberOf(to),
              fromName: t(`stages:name.${from}`),
              toName: t(`stages:name.${to}`),
            })}
          </li>
        ))}
      </ul>
      {changed.length > 0 && (
        <table className="om-roles-stages">
          <caption className="om-hidden">{t('preview.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('preview.stage')}</th>
              <th scope="col">{t('preview.before')}</th>
              <th scope="col">{t('preview.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map(({ stage, before, after }) => (
              <tr key={stage}>
                <th scope="row">
                  {numberOf(stage)} {t(`stages:name.${stage}`)}
                </th>
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
