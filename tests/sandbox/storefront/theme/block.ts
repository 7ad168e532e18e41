import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../../../support/processes/ensure-built';
import { localeTexts, textOf, type Texts } from './locales';

/** The deployed theme app extension. */
export const blockFolder = join(projectFolder, 'extensions/survey-theme-block');

const choice = z.object({ value: z.string(), label: z.string() });
const setting = z.object({
  type: z.string(),
  id: z.string().optional(),
  label: z.string().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  options: z.array(choice).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().optional(),
});
const schema = z.object({
  name: z.string(),
  target: z.literal('section'),
  javascript: z.string().optional(),
  stylesheet: z.string().optional(),
  class: z.string().optional(),
  tag: z.string().nullish(),
  enabled_on: z.object({ templates: z.array(z.string()) }).optional(),
  settings: z.array(setting).default([]),
});

type BlockSchema = z.output<typeof schema>;
export type SettingValue = string | number | boolean;

/** A setting that a merchant can change. */
export interface Setting {
  id: string;
  type: string;
  label: string;
  default: SettingValue;
  options: { value: string; label: string }[];
  min?: number | undefined;
  max?: number | undefined;
  step?: number | undefined;
}

export interface AppBlock {
  /** `survey` of `blocks/survey.liquid` */
  handle: string;
  /** its Liquid, without the schema */
  liquid: string;
  schema: BlockSchema;
}

const SCHEMA = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/;

/** The extension's one block. */
export function appBlock(): AppBlock {
  const [file, ...others] = readdirSync(join(blockFolder, 'blocks'));
  if (file === undefined || others.length > 0) throw new Error('one block is expected');
  const text = readFileSync(join(blockFolder, 'blocks', file), 'utf8');
  const [whole = '', json = ''] = SCHEMA.exec(text) ?? [];
  return {
    handle: basename(file, '.liquid'),
    liquid: text.replace(whole, ''),
    schema: schema.parse(JSON.parse(json)),
  };
}

/** The theme editor's settings, in the merchant's language. */
export function settingsOf(block: AppBlock, language: string): Setting[] {
  const texts = localeTexts(join(blockFolder, 'locales'), language, '.schema.json');
  return block.schema.settings.flatMap((one) =>
    one.id === undefined
      ? []
      : [
          {
            ...one,
            id: one.id,
            label: said(texts, one.label ?? one.id),
            default: one.default ?? (one.type === 'checkbox' ? false : ''),
            options: (one.options ?? []).map(({ value, label }) => ({
              value,
              label: said(texts, label),
            })),
          },
        ],
  );
}

function said(texts: Texts, label: string): string {
  return label.startsWith('t:') ? textOf(texts, label.slice(2)) : label;
}
