import type { Who } from '../../terms/people';
import { numbers, type Column } from '../tables/columns';
import { PeopleLink } from './people-link';

/**
 * A column of customers whose cells open them.
 * @param whoOf null: no list has the customers of the row
 */
export function customersColumn<Row>(
  key: string,
  label: string,
  value: (row: Row) => number | null,
  write: (value: number | null) => string,
  whoOf: (row: Row) => Who | null,
  more: Partial<Column<Row>> = {},
): Column<Row> {
  return numbers(key, label, value, write, {
    show: (row) => <Customers count={value(row)} who={whoOf(row)} text={write(value(row))} />,
    ...more,
  });
}

interface CustomersProps {
  /** how many there are; none open nothing */
  count: number | null;
  /** null: no list has them */
  who: Who | null;
  /** how many, written out */
  text: string;
}

/** A number of customers, which opens them where there are any. */
export function Customers({ count, who, text }: CustomersProps) {
  return who === null || !count ? text : <PeopleLink who={who}>{text}</PeopleLink>;
}

interface WithinProps extends CustomersProps {
  /** the sentence, which has the number as it is written */
  sentence: string;
}

/** A sentence whose number of customers opens them. */
export function CustomersWithin({ sentence, ...customers }: WithinProps) {
  const at = sentence.indexOf(customers.text);
  if (at < 0) return sentence;
  return (
    <>
      {sentence.slice(0, at)}
      <Customers {...customers} />
      {sentence.slice(at + customers.text.length)}
    </>
  );
}
