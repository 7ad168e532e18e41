import { idTokenAnswer } from '../protocol';
import type { Channel } from './channel';

export interface IdTokens {
  /** A token that is valid for at least a few seconds more. */
  current(): Promise<string>;
  /** A new token, even while the last one is valid. */
  renewed(): Promise<string>;
}

/** Shopify's tokens live 60 seconds; one near its end would expire on the way to the server. */
const marginMs = 10_000;

export function idTokens(channel: Channel): IdTokens {
  let known: { token: string; until: number } | undefined;
  let pending: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const { token, expiresIn } = await channel.call('idToken', {}, idTokenAnswer);
    known = { token, until: Date.now() + expiresIn * 1000 - marginMs };
    return token;
  }

  function renewed(): Promise<string> {
    pending ??= ask().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  return {
    renewed,
    current: () =>
      known !== undefined && Date.now() < known.until ? Promise.resolve(known.token) : renewed(),
  };
}
