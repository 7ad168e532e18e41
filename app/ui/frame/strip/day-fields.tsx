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
  const { order, write } = wordsOf(i18n.language);
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
      {order.map((part) => (
        <select
          key={part}
          className="om-select"
          name={`${name}${FIELDS[part]}`}
          aria-label={t(`strip.${part}`)}
          defaultValue={chosen[part]}
        >
          {choices[part].map((value) => (
            <option key={value} value={value}>
              {write(part, Number(value))}
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

interface DayWords {
  /** year, month and day as the language orders them */
  order: Part[];
  write: (part: Part, value: number) => string;
}

/** Two strips have a hundred options each, and making a DateTimeFormat costs 50 times what using one does. */
const known = new Map<string, DayWords>();

/** 2026年, 6月, 17日; June, 17, 2026. */
function wordsOf(language: string): DayWords {
  const words = known.get(language) ?? makeWords(language);
  known.set(language, words);
  return words;
}

function makeWords(language: string): DayWords {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  const formats = {
    year: format({ year: 'numeric' }),
    month: format({ month: 'long' }),
    day: format({ day: 'numeric' }),
  };
  return {
    order: format({ dateStyle: 'long' })
      .formatToParts(new Date(0))
      .flatMap(({ type }) => PARTS.filter((part) => part === type)),
    write: (part, value) => {
      const month = part === 'month' ? value - 1 : 0;
      const date = new Date(Date.UTC(2000, month, part === 'day' ? value : 1));
      if (part === 'year') date.setUTCFullYear(value);
      return formats[part].format(date);
    },
  };
}
