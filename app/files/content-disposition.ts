/** What a header's value may hold beside `filename*` (RFC 6266): signs that every browser takes. */
const PLAIN = /[^\w. ()-]/g;

/**
 * The header of a download with a name in any letters (RFC 6266, RFC 8187). Old programs take the plain name, whose other
 * letters are `_`.
 */
export function contentDisposition(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${name.replaceAll(PLAIN, '_')}"; filename*=UTF-8''${encoded}`;
}
