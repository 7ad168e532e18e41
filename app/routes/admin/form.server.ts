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
