import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const UI = resolve(import.meta.dirname, '../../app/ui');
const files = readdirSync(UI, { recursive: true, encoding: 'utf8' });
const textOf = (file: string) => readFileSync(join(UI, file), 'utf8');

/** Classes that a style sheet has rules of: those that a selector ends with or qualifies. */
function classesOf(sheet: string): Set<string> {
  const rules = textOf(sheet).replaceAll(/\/\*[^]*?\*\//g, '');
  const selectors = [...rules.matchAll(/([^{}]+)\{[^{}]*\}/g)].flatMap(([, all = '']) =>
    all.split(','),
  );
  return new Set(selectors.flatMap((selector) => /\.(om-[a-z0-9-]+)/.exec(selector)?.[1] ?? []));
}

const sheets = new Map(
  files.filter((file) => file.endsWith('.css')).map((file) => [file, classesOf(file)]),
);
/** What several rooms share; the frame of every page imports it. */
const SHARED = 'base.css';

describe('the style sheets of the pages', () => {
  it('have the rules of a class in one file', () => {
    const homes = new Map<string, string[]>();
    for (const [sheet, classes] of sheets)
      for (const name of sheet === SHARED ? [] : classes)
        homes.set(name, [...(homes.get(name) ?? []), sheet]);
    expect([...homes].filter(([, own]) => own.length > 1)).toEqual([]);
  });

  it('are imported by each component that uses a class of theirs', () => {
    const missing = files
      .filter((file) => file.endsWith('.tsx'))
      .flatMap((file) => {
        const text = textOf(file);
        const imported = [...text.matchAll(/^import '(\..*\.css)';/gm)].map(([, path = '']) =>
          relative(UI, resolve(UI, dirname(file), path)),
        );
        const known = [SHARED, ...imported].flatMap((sheet) => [...(sheets.get(sheet) ?? [])]);
        const used = [...text.matchAll(/["'` ](om-[a-z0-9-]*[a-z0-9])(?=["'` ])/g)];
        return used
          .map(([, name = '']) => name)
          .filter((name) => !known.includes(name) && !inside(name, [SHARED, ...imported]))
          .map((name) => `${file} uses ${name}`);
      });
    expect(missing).toEqual([]);
  });

  it('have no class that nothing uses', () => {
    const texts = files
      .filter((file) => /\.tsx?$/.test(file))
      .map(textOf)
      .join('\n');
    const unused = [...sheets.values()]
      .flatMap((classes) => [...classes])
      // put together of a name and a number or a side: om-tone-3, om-note-left
      .filter(
        (name) => !texts.includes(name) && !texts.includes(`${name.replace(/[^-]+$/, '')}\${`),
      );
    expect(unused).toEqual([]);
  });
});

/** Whether a sheet has a class within another one's rules: `.om-scale .om-scale-chosen`. */
function inside(name: string, among: string[]): boolean {
  return among.some((sheet) => new RegExp(`\\.${name}(?![a-z0-9-])`).test(textOf(sheet)));
}
