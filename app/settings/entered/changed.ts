/** The settings of a form, and the typed fields that each of them is read from; without a row: the field of its name. */
type FieldsOf<S> = Partial<Record<keyof S & string, readonly string[]>>;

/**
 * Those of the entered settings of which a text was changed on the page: it sends the text that each field was opened with
 * as `was.FIELD`. What someone else has changed meanwhile in another field stays. A field without one counts as changed.
 */
export function changedSettings<S extends object>(
  form: Pick<FormData, 'get'>,
  texts: Readonly<Record<string, string>>,
  settings: S,
  fieldsOf: FieldsOf<S> = {},
): Partial<S> {
  const isChanged = (field: string) => {
    const was = form.get(`was.${field}`);
    return typeof was !== 'string' || plain(was) !== plain(texts[field] ?? '');
  };
  const names = Object.keys(settings) as (keyof S & string)[];
  const changed = names.filter((name) => (fieldsOf[name] ?? [name]).some(isChanged));
  return Object.fromEntries(changed.map((name) => [name, settings[name]])) as Partial<S>;
}

/** A browser sends the lines of a text with its own ends. */
const plain = (text: string) => text.replaceAll('\r\n', '\n');
