/** What the stand-in does not have; thrown, so that nobody takes its absence for an answer. */
export class NotInSandbox extends Error {
  constructor(what: string) {
    super(`NotInSandbox: the local Shopify's storefront has no ${what}`);
  }
}

/** An object of which nothing may be read that it does not have. */
export function strict<Kind extends object>(name: string, object: Kind): Kind {
  return new Proxy(object, {
    get(target, key, receiver) {
      // Libraries look for these to know what kind of thing they hold.
      if (typeof key === 'symbol' || key in target || key === 'then' || key === 'toJSON')
        return Reflect.get(target, key, receiver);
      throw new NotInSandbox(`${name}.${key}`);
    },
  });
}
