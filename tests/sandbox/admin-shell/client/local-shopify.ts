import * as z from 'zod/mini';

import { bought, extensions, idTokenAnswer, scopesDetail, type ScopesDetail } from '../protocol';

const refusal = z.object({ error: z.string() });

/** The shell's calls to its own server. */
export function localShopify(shop: string) {
  async function post<Answer>(
    path: string,
    body: object,
    answer: z.ZodMiniType<Answer>,
  ): Promise<Answer> {
    const response = await fetch(`/shell/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ shop, ...body }),
    });
    const value: unknown = await response.json();
    if (!response.ok) throw new Error(refusal.parse(value).error);
    return answer.parse(value);
  }
  return {
    idToken: () => post('id-token', {}, idTokenAnswer),
    buy: () => post('buy', {}, bought),
    extensions: () => post('extensions', {}, extensions),
    scopes: (): Promise<ScopesDetail> => post('scopes', {}, scopesDetail),
    grant: (scopes: string[]) => post('scopes/grant', { scopes }, scopesDetail),
    revoke: (scopes: string[]) => post('scopes/revoke', { scopes }, scopesDetail),
  };
}
export type LocalShopify = ReturnType<typeof localShopify>;
