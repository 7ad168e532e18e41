import { describe, expect, it } from 'vitest';
import { chooseLanguage } from './language';

describe('the language of a page', () => {
  it.each([
    ['the person before everything', { session: 'ja', url: 'en', shop: 'en' }, 'ja'],
    ['the address Shopify opened before the shop', { url: 'en-GB', shop: 'ja' }, 'en'],
    ['the shop before the browser', { shop: 'ja', acceptLanguage: 'en' }, 'ja'],
    ['the browser where nothing else is known', { acceptLanguage: 'ja-JP,en;q=0.8' }, 'ja'],
    ['English where nothing is known', {}, 'en'],
  ] as const)('follows %s', (_, hints, language) => {
    expect(chooseLanguage(hints)).toBe(language);
  });

  it('passes over languages it does not speak', () => {
    expect(chooseLanguage({ url: 'fr-FR', shop: 'ja' })).toBe('ja');
    expect(chooseLanguage({ url: 'de', acceptLanguage: 'fr,pt-BR;q=0.9' })).toBe('en');
  });

  it('reads the browser by preference, not by place', () => {
    expect(chooseLanguage({ acceptLanguage: 'en;q=0.3, fr, ja;q=0.7' })).toBe('ja');
    expect(chooseLanguage({ acceptLanguage: 'ja;q=0, en;q=0.1' })).toBe('en');
  });

  it('takes a tag however it is written and is not confused by nonsense', () => {
    expect(chooseLanguage({ url: ' JA_jp ' })).toBe('ja');
    expect(chooseLanguage({ url: '', shop: '-', acceptLanguage: ';;q=,,' })).toBe('en');
  });
});
