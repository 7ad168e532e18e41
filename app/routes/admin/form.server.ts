import { versionIn } from '../../settings/entered/version';

/**
 * Reads the form that a page sends.
 * @throws Response 400 for a body that is no form
 */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new Response(null, { status: 400 });
  }
}

/**
 * Reads the form of a page that says by which version of the settings it was opened.
 * @throws Response 400 for a body that is no form, or that says no version
 */
export async function readOpenedForm(
  request: Request,
): Promise<{ form: FormData; version: number }> {
  const form = await readForm(request);
  const version = versionIn(form);
  if (version === null) throw new Response(null, { status: 400 });
  return { form, version };
}
