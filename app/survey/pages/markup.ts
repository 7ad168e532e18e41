/** A piece of Liquid text that is safe to insert as it stands. Only `markup` makes one. */
export class Markup {
  constructor(readonly text: string) {}
}

type Inserted = string | number | Markup | readonly Markup[] | null | false;

/** Signs that mean something in HTML or, in pairs, in Liquid; as entities they are letters in both. */
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
 * The template tag of every page: what stands in the template is markup, what is inserted is text,
 * for an element or a quoted attribute, whatever it contains. Pages are answered as Liquid, which
 * Shopify runs with the shop's own objects before a browser sees the HTML: both are kept out.
 * Nothing is inserted for null and false.
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
