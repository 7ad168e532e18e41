import type { FrameBoot } from '../frame-boot';

type Values = Record<string, string | number>;

/** `shopify.i18n.translate`: texts of the extension's locale files; a missing one throws. */
export function translated({ texts, language }: FrameBoot) {
  return (key: string, values: Values = {}): string => {
    const form =
      values.count === undefined
        ? ''
        : `.${new Intl.PluralRules(language).select(Number(values.count))}`;
    const text = texts[key + form] ?? (form === '' ? undefined : texts[`${key}.other`]);
    if (text === undefined) throw new Error(`translation missing: ${key}`);
    return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`translation ${key} has no value for ${name}`);
      return String(value);
    });
  };
}
