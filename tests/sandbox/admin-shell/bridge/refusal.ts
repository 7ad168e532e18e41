/** Thrown for a part of App Bridge that the stand-in lacks. */
export class NotInLocalShopify extends Error {
  override name = 'NotInLocalShopify';
  constructor(what: string) {
    super(`${what} is not in the local Shopify (tests/sandbox/admin-shell).`);
  }
}

/** A function that throws with its name when it is called. */
export function refuse(what: string): () => never {
  return () => {
    throw new NotInLocalShopify(what);
  };
}

/** An object of App Bridge whose members all throw with their names. */
export function refuseAll(what: string): object {
  return new Proxy(
    {},
    {
      get(_, member) {
        if (typeof member === 'symbol' || member === 'then') return undefined;
        throw new NotInLocalShopify(`${what}.${member}`);
      },
    },
  );
}
