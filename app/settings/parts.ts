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

export const isPart = (name: string): name is Part => Object.hasOwn(SCHEMAS, name);

/**
 * A part's settings by their names, with defaults for what is unset.
 * @throws ZodError for a value that the part does not take
 */
export function parsePart(part: Part, stored: unknown): Record<string, unknown> {
  return SCHEMAS[part].parse(stored ?? {});
}
