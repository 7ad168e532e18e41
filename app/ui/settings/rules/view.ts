import type { Waiting } from '../../../metrics/preview/drafts/kept-preview.server';
import type { RulesPreview } from '../../../metrics/preview/rules.server';
import type { TagReading } from '../../../progress/tag-reading';
import type { Snapshot } from '../../../metrics/snapshot';
import type { RuleFaults, RuleTexts } from '../../../settings/entered/rules';

/** What the page of the rules shows. */
export interface RulesView {
  /** of the shop's settings; the form sends it back */
  version: number;
  /** the settings as the fields show them */
  texts: RuleTexts;
  /** by the newest numbers; null before the first */
  now: {
    lapseDays: number;
    lapseBasis: Snapshot['lapseBasis'];
    durationDays: number;
    durationBasis: Snapshot['ltv']['basis'];
    history: Snapshot['history'];
  } | null;
  /** the named tags, with the customers known to carry them */
  tags: { tag: string; customers: number }[];
  reading: TagReading | null;
  currency: string;
  timezone: string;
}

/** What saving would do; null: nothing that was entered could be counted. */
export type Preview = RulesPreview | 'counting' | Waiting | null;

/** The reply to a form that was only tried. */
export interface Tried {
  preview: Preview;
  faults: RuleFaults;
  entered: RuleTexts;
}

/** The door's reply to the form. A refused one has the entered texts, for a browser whose script has not run. */
export type RulesAnswer =
  | { saved: true }
  | Tried
  | { meanwhile: { name: string; value: unknown }[]; version: number; entered: RuleTexts }
  | { faults: RuleFaults; entered: RuleTexts };
