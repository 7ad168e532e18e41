/** Liquid text that is safe to insert without escaping. Only `markup` makes one. */
export class Markup {
  constructor(readonly text: string) {}
}

type Inserted = string | number | Markup | readonly Markup[] | null | false;

/** Signs with a meaning in HTML or, in pairs, in Liquid; as entities they are plain text in both. */
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  '{': '&#123;',
  '}': '&#125;',
  '%': '&#37;',
};

/**
 * The template tag of every page. The template is markup; an inserted value is text, for an element or a
 * quoted attribute. Shopify runs pages as Liquid, with the shop's own objects, before a browser reads the
 * HTML: the escaping covers both. null and false insert nothing.
 */
export function markup(template: TemplateStringsArray, ...inserted: Inserted[]): Markup {
  let text = template[0] ?? '';
  inserted.forEach((value, index) => {
    text += textOf(value) + (template[index + 1] ?? '');
  });
  return new Markup(text);
}

function textOf(value: Inserted): string {
  if (value === null || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(({ text }) => text).join('');
  return String(value).replace(/[&<>"'`{}%]/g, (sign) => ENTITIES[sign] ?? '');
}
