import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Bought, ScopesDetail } from './protocol';

/** A shop in the shell. */
export interface ShellShop {
  /** `tea-shop.myshopify.com` */
  domain: string;
  name: string;
  /** the signed-in merchant's language */
  locale: string;
}

/** The functions of the local Shopify that the shell needs. */
export interface ShellHost {
  shops(): ShellShop[];
  /** Called when the merchant opens the app; Shopify installs it the first time. */
  opened(domain: string): void | Promise<void>;
  /** A session token for the signed-in merchant, as Shopify signs it: valid for 60 seconds. */
  idToken(domain: string): string | Promise<string>;
  now(): Date;
  /** Places a customer's order in the shop. */
  buys(domain: string): Bought | Promise<Bought>;
  scopes(domain: string): ScopesDetail;
  grantScopes(domain: string, scopes: string[]): void | Promise<void>;
  revokeScopes(domain: string, scopes: string[]): void | Promise<void>;
}

/** The app that the shell frames. */
export interface FramedApp {
  apiKey: string;
  apiSecret: string;
  /** origin of the app, for example `http://127.0.0.1:3000` */
  url: string;
  name: string;
  /** its name in the admin's address: /store/<shop>/apps/<handle> */
  handle: string;
  /** the path of its `application_url`, which opening the app requests */
  openedPath: string;
  /** the page that this redirects to, the app's own entry in the menu */
  homePath: string;
  /** path of the shops' storefronts on the shell's server; none if not given */
  storefront?: string;
}

/** Answers the shell's requests; returns false for others. */
export type ShellRoute = (
  request: IncomingMessage,
  response: ServerResponse,
  host: ShellHost,
) => Promise<boolean>;
