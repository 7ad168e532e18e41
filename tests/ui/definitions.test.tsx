import { describe, expect, it } from 'vitest';
import english from '../../app/i18n/locales/en/definitions.json';
import japanese from '../../app/i18n/locales/ja/definitions.json';
import { LANGUAGES } from '../../app/i18n/language';
import { type DefinitionName, DefinitionText } from '../../app/ui/numbers/definition';
import { rendered, words } from '../support/render';

const NAMES = Object.keys(english).filter((name): name is DefinitionName => name in japanese);

describe('a definition', () => {
  it('has the same parts in both languages', () => {
    const parts = (texts: Record<string, object>) =>
      Object.entries(texts).map(([name, text]) => [name, Object.keys(text)]);
    expect(parts(japanese)).toEqual(parts(english));
  });

  for (const language of LANGUAGES)
    it(`says in ${language} how the number is computed, which orders it leaves out and when it is unknown`, () => {
      for (const name of NAMES) {
        const text = words(rendered(<DefinitionText name={name} />, language));
        expect(text).not.toMatch(/\{\{|undefined/);
        const said = (language === 'ja' ? japanese : english)[name];
        for (const part of Object.values(said)) expect(text).toContain(part);
      }
    });
});
