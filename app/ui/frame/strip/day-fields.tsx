import { useTranslation } from 'react-i18next';
import '../forms.css';
import './strip.css';

interface DayFieldsProps {
  legend: string;
  /** of the fields: `<name>Year`, `<name>Month`, `<name>Day` */
  name: 'last' | 'compare';
  /** the chosen day, `YYYY-MM-DD` */
  day: string;
  /** years to choose from */
  first: string;
  last: string;
}

const PARTS = ['year', 'month', 'day'] as const;
type Part = (typeof PARTS)[number];

const FIELDS = { year: 'Year', month: 'Month', day: 'Day' } as const;

/**
 * A day as three lists in the words and the order of the page's language: the browser's own date field has
 * those of the browser. The door takes the 31st of a shorter month for its last day.
 */
export function DayFields({ legend, name, day, first, last }: DayFieldsProps) {
  const { t, i18n } = useTranslation('frame');
  const from = Number(first.slice(0, 4));
  const to = Math.max(from, Number(last.slice(0, 4)));
  const chosen = { year: day.slice(0, 4), month: day.slice(5, 7), day: day.slice(8) };
  const choices: Record<Part, string[]> = {
    year: numbers(from, to).reverse(),
    month: numbers(1, 12),
    day: numbers(1, 31),
  };
  return (
    <fieldset className="om-days">
      <legend>{legend}</legend>
      {orderOf(i18n.language).map((part) => (
        <select
          key={part}
          className="om-select"
          name={`${name}${FIELDS[part]}`}
          aria-label={t(`strip.${part}`)}
          defaultValue={chosen[part]}
        >
          {choices[part].map((value) => (
            <option key={value} value={value}>
              {written(i18n.language, part, Number(value))}
            </option>
          ))}
        </select>
      ))}
    </fieldset>
  );
}

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, at) => String(from + at).padStart(2, '0'));
}

/** Year, month and day as the language orders them. */
function orderOf(language: string): Part[] {
  const parts = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return parts
    .formatToParts(new Date(0))
    .flatMap(({ type }) => PARTS.filter((part) => part === type));
}

/** 2026年, 6月 or 17日; 2026, June or 17. */
function written(language: string, part: Part, value: number): string {
  const date = new Date(
    Date.UTC(2000, part === 'month' ? value - 1 : 0, part === 'day' ? value : 1),
  );
  if (part === 'year') date.setUTCFullYear(value);
  const options = {
    year: { year: 'numeric' },
    month: { month: 'long' },
    day: { day: 'numeric' },
  } as const;
  return new Intl.DateTimeFormat(language, { ...options[part], timeZone: 'UTC' }).format(date);
}
