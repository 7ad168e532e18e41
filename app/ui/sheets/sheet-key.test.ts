import { describe, expect, it } from 'vitest';
import { nameOf, onlySheetChanges, sheetKey, withSheet, withWhatIf } from './sheet-key';

describe('the address of a sheet', () => {
  it.each([
    ['ltv:definition.ltv', 'ltv.ltv'],
    ['ltv:number.ltv.toDate', 'ltv.number.ltv.toDate'],
    ['ltv:number.newCustomersThisMonth', 'ltv.number.newCustomersThisMonth'],
    ['numbers:definition.leftOut', 'numbers.leftOut'],
  ] as const)('names %s as %s, and back', (name, key) => {
    expect(sheetKey(name)).toBe(key);
    expect(nameOf(key)).toBe(name);
  });

  it('keeps the view and drops what Shopify adds for one opening', () => {
    const opened =
      '?asOf=2026-05-01&renewals=without&shop=a.myshopify.com&id_token=x&sheet=ltv.ltv';
    expect(withSheet(opened, 'repeat.f2')).toBe(
      '?asOf=2026-05-01&renewals=without&sheet=repeat.f2',
    );
    expect(withSheet(opened, null)).toBe('?asOf=2026-05-01&renewals=without');
    expect(withSheet('?sheet=ltv.ltv', null)).toBe('');
  });

  it('stays while the what-if opens, moves and closes, and the other way round', () => {
    const opened = '?asOf=2026-05-01&sheet=ltv.ltv&id_token=x';
    expect(withWhatIf(opened, 'duration_5')).toBe(
      '?asOf=2026-05-01&sheet=ltv.ltv&whatif=duration_5',
    );
    expect(withWhatIf('?whatif=duration_5&asOf=x', null)).toBe('?asOf=x');
    expect(withSheet('?whatif=', 'ltv.ltv')).toBe('?whatif=&sheet=ltv.ltv');
  });

  it('needs no new data where only a sheet opens, closes or changes', () => {
    const at = (rest: string) => new URL(`https://app.example/app/${rest}`);
    expect(onlySheetChanges(at('ltv'), at('ltv?sheet=ltv.ltv'))).toBe(true);
    expect(onlySheetChanges(at('ltv?sheet=ltv.ltv&asOf=x'), at('ltv?asOf=x'))).toBe(true);
    expect(onlySheetChanges(at('ltv?sheet=a.b'), at('ltv?sheet=c.d'))).toBe(true);
    expect(onlySheetChanges(at('ltv'), at('ltv?whatif='))).toBe(true);
    expect(onlySheetChanges(at('ltv?whatif=duration_5&sheet=a.b'), at('ltv'))).toBe(true);
    expect(onlySheetChanges(at('ltv?whatif='), at('ltv?whatif=&asOf=x'))).toBe(false);
    // a reload of the same address, another day, another page
    expect(onlySheetChanges(at('ltv?sheet=a.b'), at('ltv?sheet=a.b'))).toBe(false);
    expect(onlySheetChanges(at('ltv'), at('ltv?asOf=x&sheet=a.b'))).toBe(false);
    expect(onlySheetChanges(at('ltv'), at('repeat?sheet=a.b'))).toBe(false);
  });
});
