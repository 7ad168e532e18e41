import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { now } from '../../clock.server';
import { keyOfVersion } from '../../derived-keys.server';
import { env } from '../../env.server';

/** How long a link in a merchant's mail leads to the question. */
const LINK_DAYS = 60;
/** How long a page with a form may lie open before it is sent. */
const FORM_HOURS = 24;

const linkSchema = z.object({
  shop: z.string(),
  order: z.string().regex(/^[1-9]\d{0,18}$/),
  until: z.number(),
});
const formSchema = z.object({ shop: z.string(), visitor: z.uuid(), until: z.number() });

/** For a link to the question about one order, in the merchant's own mail. */
export function linkToken(shop: string, order: string): string {
  return signed('link', { shop, order, until: after(LINK_DAYS * 24) });
}

/** For one answer of somebody who is not logged in and whose browser has no script to say who it is. */
export function formToken(shop: string): string {
  return signed('form', { shop, visitor: randomUUID(), until: after(FORM_HOURS) });
}

/** The order that a link is about, and the domain of its shop; null for a token that is wrong, over, or of another kind. */
export function linkOf(token: string): { shop: string; order: string } | null {
  const link = linkSchema.safeParse(opened('link', token)).data;
  return link !== undefined && isValid(link, link.shop) ? link : null;
}

/** The visitor that a form's token stands for, once; null as above. */
export function visitorOfForm(shop: string, token: string): string | null {
  const form = formSchema.safeParse(opened('form', token)).data;
  return form !== undefined && isValid(form, shop) ? form.visitor : null;
}

const after = (hours: number) => Math.floor(now().getTime() / 1_000) + hours * 3_600;

function isValid(token: { shop: string; until: number }, shop: string): boolean {
  return token.shop === shop && now().getTime() / 1_000 < token.until;
}

/** `<version>.<what it says>.<signature>`: the newest of TOKEN_ENCRYPTION_KEYS signs, all of them are believed. */
function signed(kind: string, says: object): string {
  const version = env().TOKEN_ENCRYPTION_KEYS.at(-1)?.split(':')[0] ?? '';
  const text = Buffer.from(JSON.stringify(says)).toString('base64url');
  return `${version}.${text}.${signature(version, kind, text)?.toString('base64url') ?? ''}`;
}

function opened(kind: string, token: string): unknown {
  const [version = '', text = '', given = '', ...more] = token.split('.');
  const right = signature(version, kind, text);
  const bytes = Buffer.from(given, 'base64url');
  if (right === null || more.length > 0 || bytes.length !== right.length) return null;
  if (!timingSafeEqual(bytes, right)) return null;
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
}

/** HMAC-SHA256 under a key of its own, of that version; null where there is none. */
function signature(version: string, kind: string, text: string): Buffer | null {
  const key = keyOfVersion('survey tokens', version);
  return key && createHmac('sha256', key).update(`${kind}.${text}`).digest();
}
