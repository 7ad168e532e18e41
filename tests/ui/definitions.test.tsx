import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { STAGE_NUMBERS } from '../../app/terms/stage-numbers';
import { sheetKey } from '../../app/ui/sheets/sheet-key';
import { Sheet } from '../../app/ui/sheets/sheet';
import { useFormat } from '../../app/ui/numbers/use-format';
import type { DefinitionName } from '../../app/ui/numbers/definition-name';
import { rendered, words } from '../support/render';

const LOCALES = join(import.meta.dirname, '../../app/i18n/locales');

/** Every definition of the locale files by its name: what has a formula. */
function definitions(language: Language): Map<string, Record<string, string>> {
  const found = new Map<string, Record<string, string>>();
  const look = (texts: unknown, path: string): void => {
    if (!(texts instanceof Object)) return;
    if ('formula' in texts && typeof texts.formula === 'string')
      found.set(
        path,
        Object.fromEntries(Object.entries(texts).map(([part, text]) => [part, String(text)])),
      );
    for (const [key, inside] of Object.entries(texts))
      look(inside, path.endsWith(':') ? `${path}${key}` : `${path}.${key}`);
  };
  for (const file of readdirSync(join(LOCALES, language)))
    look(
      JSON.parse(readFileSync(join(LOCALES, language, file), 'utf8')),
      `${file.replace('.json', '')}:`,
    );
  return found;
}

/** The sheet of the address, without this shop's figures. */
function OpenSheet() {
  const format = useFormat({ currency: 'JPY', timezone: 'Asia/Tokyo' });
  return <Sheet facts={null} format={format} />;
}

/** What stands beside a number on its page and not in its definition. */
const BESIDE = ['label', 'labelPast', 'reason', 'open', 'openPast'];

/** A text with the numbers of a shop that has set none. */
const withNumbers = (text: string) =>
  Object.entries(STAGE_NUMBERS).reduce(
    (said, [name, number]) => said.replace(`{{${name}}}`, String(number)),
    text,
  );

describe('a definition', () => {
  it('has the same parts in both languages', () => {
    const parts = (language: Language) =>
      [...definitions(language)].map(([name, texts]) => [name, Object.keys(texts)]);
    expect(parts('ja')).toEqual(parts('en'));
    expect(parts('en').length).toBeGreaterThan(60);
  });

  for (const language of LANGUAGES)
    it(`says in ${language} how the number is computed, which orders it leaves out and when it is unknown`, () => {
      for (const [name, said] of definitions(language)) {
        const address = `/app?sheet=${sheetKey(name as DefinitionName)}`;
        const text = words(rendered(<OpenSheet />, language, address));
        expect(text).not.toMatch(/\{\{|undefined|null/);
        expect(text).toContain(said.title ?? said.label);
        for (const [part, own] of Object.entries(said))
          if (!BESIDE.includes(part)) expect(text).toContain(withNumbers(own));
      }
    });
});
