import { useTranslation } from 'react-i18next';
import type { ShownNumber } from '../../metrics/shown';
import type { PageFormat } from './use-format';
import { Quantity } from './quantity';

interface NumbersProps {
  /** the locale file that has their labels and definitions */
  page: 'ltv';
  of: readonly ShownNumber[];
  /** the month of the last observed day while it is not over, YYYY-MM */
  openMonth: string | null;
  format: PageFormat;
}

/**
 * Single numbers by key: the label opens the definition, the kind sets the format. The locale file may
 * have a `reason` for a number that is not known, a note for one of a month that is not over (`open`), and both words
 * for a past day, which has no "this month" (`labelPast`, `openPast`).
 */
export function Numbers({ page, of, openMonth, format }: NumbersProps) {
  const { t, i18n } = useTranslation(page);
  const said = (name: string, words = {}) =>
    i18n.exists(`${page}:${name}`) ? t(`${page}:${name}`, words) : null;
  const { pastDay } = format;
  const month = (of: string | null) => format.month(of?.slice(0, 7));
  const past = { month: month(pastDay), day: format.day(pastDay) };
  return of.map(({ key, kind, value }) => (
    <Quantity
      key={key}
      small
      term={`${page}:number.${key}`}
      label={(pastDay && said(`number.${key}.labelPast`, past)) ?? said(`number.${key}.label`)}
      value={value === null ? null : format.write(kind, value)}
      reason={said(`number.${key}.reason`)}
      note={
        openMonth === null
          ? null
          : pastDay === null
            ? said(`number.${key}.open`, { month: month(openMonth) })
            : said(`number.${key}.openPast`, past)
      }
    />
  ));
}
