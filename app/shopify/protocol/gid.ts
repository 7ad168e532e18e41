const GID = /^gid:\/\/shopify\/\w+\/(\d+)(?:\?.*)?$/;

/** The numeric id of a Shopify global id, as text (ids may exceed 2^53). @throws on anything else */
export function numericId(gid: string): string {
  const id = GID.exec(gid)?.[1];
  if (id === undefined) throw new Error(`not a Shopify id: ${gid.slice(0, 80)}`);
  return id;
}

/** The global id of a numeric id. */
export function gid(type: string, id: string): string {
  return `gid://shopify/${type}/${id}`;
}
