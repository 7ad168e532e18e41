/** Thrown for a missing part of the stand-in, so that no caller reads undefined as a value. */
export class NotInSandbox extends Error {
  constructor(what: string) {
    super(`NotInSandbox: the local Shopify's storefront has no ${what}`);
  }
}

/** Wraps an object so that reading an unknown property throws. */
export function strict<Kind extends object>(name: string, object: Kind): Kind {
  return new Proxy(object, {
    get(target, key, receiver) {
      // Libraries probe these to detect types.
      if (typeof key === 'symbol' || key in target || key === 'then' || key === 'toJSON')
        return Reflect.get(target, key, receiver);
      throw new NotInSandbox(`${name}.${key}`);
    },
  });
}
