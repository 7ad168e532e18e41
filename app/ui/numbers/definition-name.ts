import type channels from '../../i18n/locales/en/channels.json';
import type customers from '../../i18n/locales/en/customers.json';
import type home from '../../i18n/locales/en/home.json';
import type ltv from '../../i18n/locales/en/ltv.json';
import type nps from '../../i18n/locales/en/nps.json';
import type numbers from '../../i18n/locales/en/numbers.json';
import type repeatMore from '../../i18n/locales/en/repeatMore.json';
import type repeat from '../../i18n/locales/en/repeat.json';
import type segments from '../../i18n/locales/en/segments.json';
import type stages from '../../i18n/locales/en/stages.json';
import type { NumberKey } from '../../metrics/shown';

/** A definition's place in the page's locale file: by its name, or beside the label of a number. */
export type DefinitionName =
  | Named<'channels', typeof channels>
  | Named<'customers', typeof customers>
  | Named<'home', typeof home>
  | Named<'ltv', typeof ltv>
  | Named<'nps', typeof nps>
  | Named<'numbers', typeof numbers>
  | Named<'repeat', typeof repeat>
  | Named<'repeatMore', typeof repeatMore>
  | Named<'segments', typeof segments>
  | Named<'stages', typeof stages>
  | `${string}:number.${NumberKey}`;
type Named<
  P extends string,
  T extends { definition: object },
> = `${P}:definition.${keyof T['definition'] & string}`;
