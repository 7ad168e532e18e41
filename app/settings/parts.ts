import { metricSettingsSchema } from '../metrics/settings';
import { privacySettingsSchema } from '../privacy/settings';
import { surveySettingsSchema } from '../survey/settings/settings';
import type { z } from 'zod';

/** The parts of a shop's settings that a merchant changes, each with its schema. */
const SCHEMAS = {
  metrics: metricSettingsSchema,
  privacy: privacySettingsSchema,
  survey: surveySettingsSchema,
};

export type Part = keyof typeof SCHEMAS;
export type Settings<P extends Part> = z.output<(typeof SCHEMAS)[P]>;

/** Parts that numbers are counted by: a change of one counts every number again. */
export const RULES: readonly Part[] = ['metrics'];

const isPart = (name: string): name is Part => Object.hasOwn(SCHEMAS, name);

/** Whether a part has a setting of that name: another release may have kept a change of it. */
export const isSetting = (part: string, name: string): boolean =>
  isPart(part) && Object.hasOwn(SCHEMAS[part].shape, name);

/** Names one row of the change history. */
export interface WhichChange {
  version: number;
  part: Part;
  name: string;
}

/** The row of the change history that a form names; null where it names none. */
export function parseChange(form: FormData): WhichChange | null {
  const version = String(form.get('version'));
  const part = String(form.get('part'));
  const name = String(form.get('name'));
  if (!/^\d{1,9}$/.test(version) || !isPart(part) || !isSetting(part, name)) return null;
  return { version: Number(version), part, name };
}

/**
 * A part's settings by their names, with defaults for what is unset.
 * @throws ZodError for a value that the part does not take
 */
export function parsePart(part: Part, stored: unknown): Record<string, unknown> {
  return SCHEMAS[part].parse(stored ?? {});
}
