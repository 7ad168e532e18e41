/** The settings version that a form was opened with; null where it says none. */
export function versionIn(form: FormData): number | null {
  const version = String(form.get('version'));
  return /^\d{1,9}$/.test(version) ? Number(version) : null;
}
