/** Countries of the currencies whose codes do not begin with their country's (ISO 4217, ISO 3166). */
const SHARED: Readonly<Record<string, string>> = {
  EUR: 'AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK',
  XAF: 'CF CG CM GA GQ TD',
  XCD: 'AG DM GD KN LC VC',
  XOF: 'BF BJ CI GW ML NE SN TG',
  XPF: 'NC PF WF',
};

/** Two-letter codes of the countries that issue a currency: JPY is JP's. */
export function countriesOf(currency: string): string[] {
  return SHARED[currency]?.split(' ') ?? [currency.slice(0, 2)];
}

/** The time zones of a country by its two-letter code; none for an unknown code. */
export function zonesOf(country: string): readonly string[] {
  if (!/^[A-Z]{2}$/i.test(country)) return [];
  // Node 20 has only the accessor, later versions the method that replaced it.
  const locale: Intl.Locale & { timeZones?: string[]; getTimeZones?: () => string[] } =
    new Intl.Locale(`und-${country}`);
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}
