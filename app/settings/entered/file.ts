/** Why a file is not read at all. */
export type FileFault = 'none' | 'tooLarge' | 'encoding' | 'headings' | 'tooManyRows' | 'empty';

export const MOST_FILE_BYTES = 2_000_000;
export const MOST_FILE_ROWS = 100_000;

/** A line that is not taken. */
export interface WrongLine<Fault> {
  line: number;
  fault: Fault;
  /** what is wrong, as it stands there; of a repeated line the one that has it already */
  text: string;
}

/** A column's headings: the template's in both languages, and others, in small letters. */
export interface Heading {
  ja: string;
  en: string;
  also: readonly string[];
}
