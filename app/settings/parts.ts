import { goalSettingsSchema, metricSettingsSchema } from '../metrics/settings';
import { privacySettingsSchema } from '../privacy/settings';
import { surveySettingsSchema } from '../survey/settings/settings';
import type { z } from 'zod';
import { displaySettingsSchema } from './display';
import { segmentTextsSchema } from './segment-texts';

/** The parts of a shop's settings that a merchant changes, each with its schema. */
const SCHEMAS = {
  display: displaySettingsSchema,
  goals: goalSettingsSchema,
  metrics: metricSettingsSchema,
  privacy: privacySettingsSchema,
  segmentTexts: segmentTextsSchema,
  survey: surveySettingsSchema,
};

export type Part = keyof typeof SCHEMAS;
export type Settings<P extends Part> = z.output<(typeof SCHEMAS)[P]>;

/** What is changed row by row, by part: the names of its changes in the history. */
const IN_TABLES = {
  /** products' roles: the changed products of one save are one change */
  roles: ['products'],
  /** advertising spend by month and channel: those of one save, or of one file, are one change */
  advertising: ['spend'],
  /** the merchant's own unit costs: those of one save, or of one file, are one change */
  unitCosts: ['costs'],
  /** channels of sources of first orders, kept in the shop's settings: those of one save are one change */
  channels: ['sources'],
} as const;

export type TablePart = keyof typeof IN_TABLES;
export type AnyPart = Part | TablePart;

/** Parts that numbers are counted by. */
export const RULES: readonly AnyPart[] = ['metrics', 'roles', 'advertising', 'unitCosts'];
/** Settings among them that no number is counted by: pages show them beside a number (decision 128). */
export const NO_RULES: readonly string[] = ['metrics.f2Benchmark'];

/** Whether a change counts every number again. */
export const isRule = ({ part, name }: { part: string; name: string }): boolean =>
  RULES.some((rule) => rule === part) && !NO_RULES.includes(`${part}.${name}`);

export const isTablePart = (name: string): name is TablePart => Object.hasOwn(IN_TABLES, name);
const isPart = (name: string): name is Part => Object.hasOwn(SCHEMAS, name);

/** Whether a part has a setting of that name: another release may have kept a change of it. */
export function isSetting(part: string, name: string): boolean {
  if (isTablePart(part)) return IN_TABLES[part].some((one) => one === name);
  return isPart(part) && Object.hasOwn(SCHEMAS[part].shape, name);
}

/** Names one row of the change history. */
export interface WhichChange {
  version: number;
  part: AnyPart;
  name: string;
}

/** The row of the change history that a form names; null where it names none. */
export function parseChange(form: FormData): WhichChange | null {
  const version = String(form.get('version'));
  const part = String(form.get('part'));
  const name = String(form.get('name'));
  if (!/^\d{1,9}$/.test(version) || !(isPart(part) || isTablePart(part))) return null;
  return isSetting(part, name) ? { version: Number(version), part, name } : null;
}

/**
 * A part's settings by their names, with defaults for what is unset.
 * @throws ZodError for a value that the part does not take
 */
export function parsePart(part: Part, stored: unknown): Record<string, unknown> {
  return SCHEMAS[part].parse(stored ?? {});
}
