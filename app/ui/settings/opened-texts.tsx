/** The texts that a form's fields were opened with, as `settings/entered/changed` reads them. */
export function OpenedTexts({ texts }: { texts: Readonly<Record<string, string>> }) {
  return Object.entries(texts).map(([field, text]) => (
    <input key={field} type="hidden" name={`was.${field}`} value={text} readOnly />
  ));
}
