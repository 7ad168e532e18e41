import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { now } from '../../clock.server';
import { deriveKeyOfVersion } from '../../derived-keys.server';
import { env } from '../../env.server';

/** Lifetime of a link in a merchant's mail. */
const LINK_DAYS = 60;
/** Lifetime of a form: a page may lie open that long before it is sent. */
const FORM_HOURS = 24;

const linkSchema = z.object({
  shop: z.string(),
  order: z.string().regex(/^[1-9]\d{0,18}$/),
  until: z.number(),
});
const formSchema = z.object({ shop: z.string(), visitor: z.uuid(), until: z.number() });

/** Signs the token of a link to the question about one order. */
export function signLinkToken(shop: string, order: string): string {
  return sign('link', { shop, order, until: after(LINK_DAYS * 24) });
}

/** Signs the token for one answer of an anonymous visitor whose browser runs no script. */
export function signFormToken(shop: string): string {
  return sign('form', { shop, visitor: randomUUID(), until: after(FORM_HOURS) });
}

/** The order of a link and its shop's domain; null for a token that is wrong, expired, or of another kind. */
export function readLinkToken(token: string): { shop: string; order: string } | null {
  const link = linkSchema.safeParse(readSigned('link', token)).data;
  return link !== undefined && isValid(link, link.shop) ? link : null;
}

/** The visitor of a form's token; null as above. */
export function readFormToken(shop: string, token: string): string | null {
  const form = formSchema.safeParse(readSigned('form', token)).data;
  return form !== undefined && isValid(form, shop) ? form.visitor : null;
}

const after = (hours: number) => Math.floor(now().getTime() / 1_000) + hours * 3_600;

function isValid(token: { shop: string; until: number }, shop: string): boolean {
  return token.shop === shop && now().getTime() / 1_000 < token.until;
}

/** `<version>.<payload>.<signature>`: the newest of TOKEN_ENCRYPTION_KEYS signs, every one verifies. */
function sign(kind: string, says: object): string {
  const version = env().TOKEN_ENCRYPTION_KEYS.at(-1)?.split(':')[0] ?? '';
  const text = Buffer.from(JSON.stringify(says)).toString('base64url');
  return `${version}.${text}.${signature(version, kind, text) ?? ''}`;
}

/** What a token says; null where it is not ours to the letter: only one spelling of a signature counts. */
function readSigned(kind: string, token: string): unknown {
  const [version = '', text = '', given = '', ...more] = token.split('.');
  const right = signature(version, kind, text);
  if (right === null || more.length > 0) return null;
  const [left, expected] = [Buffer.from(given), Buffer.from(right)];
  if (left.length !== expected.length || !timingSafeEqual(left, expected)) return null;
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
}

/** HMAC-SHA256 (base64url) under a key derived for this purpose; null where the version is not configured. */
function signature(version: string, kind: string, text: string): string | null {
  const key = deriveKeyOfVersion('survey tokens', version);
  return key && createHmac('sha256', key).update(`${kind}.${text}`).digest('base64url');
}
