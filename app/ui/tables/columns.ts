import type { ReactNode } from 'react';
import type { DefinitionName } from '../numbers/definition-name';

/** One column of a table of rows: how its cells read, and what they are worth. */
export interface Column<Row> {
  key: string;
  /** the head; a phone's card and the CSV have it, too */
  label: string;
  /** the definition that the head opens */
  term?: DefinitionName;
  /** the cell as it is read */
  text: (row: Row) => string;
  /**
   * the number behind the text, by which the column sorts and which the CSV has; null where it is unknown. A
   * column without it is words: aligned left, sorted by the language
   */
  value?: (row: Row) => number | null;
  /** what stands in place of the text on screen */
  show?: (row: Row) => ReactNode;
  /** 0-1, the darkness of the cell; null: no shade */
  heat?: (row: Row) => number | null;
  /** the column that matters: large beside the name on a phone */
  main?: boolean;
}

/** A column of numbers. @param write the number as text; null is unknown */
export function numbers<Row>(
  key: string,
  label: string,
  value: (row: Row) => number | null,
  write: (value: number | null) => string,
  more: Partial<Column<Row>> = {},
): Column<Row> {
  return { key, label, value, text: (row) => write(value(row)), ...more };
}

/** A column of words. */
export function words<Row>(
  key: string,
  label: string,
  text: (row: Row) => string,
  more: Partial<Column<Row>> = {},
): Column<Row> {
  return { key, label, text, ...more };
}
