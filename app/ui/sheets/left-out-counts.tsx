import { Link } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { LEFT_OUT_REASONS } from '../../terms/left-out-reasons';
import { leftOutAddress } from '../numbers/left-out-address';
import type { PageFormat } from '../numbers/use-format';
import type { SheetFacts } from './sheet-facts';
import './sheet.css';

/** Sheets about answers whose number leaves out guests and anonymous visitors. */
const OF_CUSTOMERS = /^nps\.(nps|npsFirstOrder|npsRepeat|npsDistribution|npsTrend|npsBy\w+|tribe)$/;

interface LeftOutCountsProps {
  sheet: string;
  facts: SheetFacts;
  format: PageFormat;
}

/** What a number leaves out, counted: orders by reason, or answers. */
export function LeftOutCounts({ sheet, facts, format }: LeftOutCountsProps) {
  const { t } = useTranslation(['numbers', 'nps']);
  const rows = counts().filter(({ count }) => count > 0);
  if (rows.length === 0) return null;
  return (
    <section>
      <h3 className="om-number-sheet-head">{t('sheets:leftOut')}</h3>
      <ul className="om-number-sheet-counts">
        {rows.map(({ name, count, url = null }) => (
          <li key={name}>
            <span>{url === null ? name : <Link url={url}>{name}</Link>}</span>{' '}
            <strong>{format.number(count)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );

  function counts(): { name: string; count: number; url?: string | null }[] {
    const { guests, anonymous, unsaid } = facts.answers;
    if (sheet === 'nps.npsReasons') return [{ name: t('sheets:unsaid'), count: unsaid }];
    if (OF_CUSTOMERS.test(sheet))
      return [
        { name: t('nps:apart.guests'), count: guests },
        { name: t('nps:apart.anonymous'), count: anonymous },
      ];
    if (sheet.startsWith('nps.') && !/worth|promoterValue/.test(sheet)) return [];
    return LEFT_OUT_REASONS.map((reason) => ({
      name: t(`numbers:leftOut.reason.${reason}`),
      count: facts.excluded[reason] ?? 0,
      // the list is of now
      url: format.pastDay === null ? leftOutAddress(reason) : null,
    }));
  }
}
