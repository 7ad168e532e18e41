import { createHmac } from 'node:crypto';

/** A token signed as Shopify's session tokens: HS256 with the app's secret. */
export function signedJwt(payload: object, secret: string): string {
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`;
  return `${text}.${jwtSignature(text, secret)}`;
}

/** The signature of a token's first two parts. */
export function jwtSignature(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
