import { randomBytes } from 'node:crypto';
import type { Clock } from '../control/clock';
import type { Store } from '../store/store';

export interface IssuedToken {
  access_token: string;
  scope: string;
  /** seconds; absent for a token that never expires */
  expires_in?: number;
  refresh_token?: string;
  refresh_token_expires_in?: number;
}

const ACCESS_SECONDS = 3_600;
const REFRESH_SECONDS = 90 * 86_400;
/** A used refresh token can be used again for this long, until its replacement is used. */
const RETRY_SECONDS = 30 * 86_400;

/** Offline access tokens and their refresh tokens, by Shopify's rules of August 2026. */
export class Tokens {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  issue(shopNo: number, scopes: string[], expiring: boolean, replaces?: string): IssuedToken {
    const access = `shpat_${randomBytes(16).toString('hex')}`;
    const refresh = expiring ? `shprt_${randomBytes(16).toString('hex')}` : null;
    const now = this.#seconds();
    this.store.run(
      `insert into tokens (shop, access_token, expires_at, refresh_token, refresh_expires_at, replaces)
       values (?, ?, ?, ?, ?, ?)`,
      shopNo,
      access,
      expiring ? now + ACCESS_SECONDS : null,
      refresh,
      expiring ? now + REFRESH_SECONDS : null,
      replaces ?? null,
    );
    const token: IssuedToken = { access_token: access, scope: scopes.join(',') };
    if (refresh === null) return token;
    return {
      ...token,
      expires_in: ACCESS_SECONDS,
      refresh_token: refresh,
      refresh_token_expires_in: REFRESH_SECONDS,
    };
  }

  /** @returns null when the refresh token is unknown, expired or retired */
  refresh(shopNo: number, scopes: string[], refreshToken: string): IssuedToken | null {
    const sql = 'select * from tokens where shop = ? and refresh_token = ?';
    const row = this.store.get(sql, shopNo, refreshToken);
    const now = this.#seconds();
    if (!row || row.retired === 1 || Number(row.refresh_expires_at) < now) return null;
    if (row.first_used_at !== null && Number(row.first_used_at) + RETRY_SECONDS < now) return null;
    this.store.run(
      'update tokens set first_used_at = coalesce(first_used_at, ?) where refresh_token = ?',
      now,
      refreshToken,
    );
    // Using a replacement retires the replaced token.
    if (row.replaces !== null) {
      const retire = 'update tokens set retired = 1 where refresh_token = ?';
      this.store.run(retire, String(row.replaces));
    }
    return this.issue(shopNo, scopes, true, refreshToken);
  }

  isValid(shopNo: number, accessToken: string): boolean {
    const sql = 'select expires_at from tokens where shop = ? and access_token = ?';
    const row = this.store.get(sql, shopNo, accessToken);
    return (
      row !== undefined && (row.expires_at === null || Number(row.expires_at) > this.#seconds())
    );
  }

  revokeAll(shopNo: number): void {
    this.store.run('delete from tokens where shop = ?', shopNo);
  }

  #seconds(): number {
    return Math.floor(this.clock.milliseconds() / 1000);
  }
}
