import { expect, it } from 'vitest';
import { LANGUAGES } from './language';
import { textsOf } from './texts';
import './both';

const late = import.meta.glob<Record<string, unknown>>('./late/*.ts', { eager: true });
const sources = import.meta.glob<string>(['./ja.ts', './en.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** The names of the texts that a page brings. */
const names = Object.values(late)
  .flatMap((own) => Object.values(own))
  .flatMap((one) =>
    typeof one === 'object' && one !== null && 'name' in one ? [String(one.name)] : [],
  )
  .sort();

it('every text that a page brings is in no other page’s script, and on the server in both languages', () => {
  expect(names.length).toBeGreaterThan(10);
  for (const language of LANGUAGES) {
    const excluded = /!\.\/locales\/\w+\/\{([^}]*)\}/.exec(sources[`./${language}.ts`] ?? '')?.[1];
    expect(excluded?.split(',').sort()).toEqual(names);
    expect(names.filter((name) => !(name in textsOf(language).pages))).toEqual([]);
  }
});
