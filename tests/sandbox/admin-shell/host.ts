import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Bought, ScopesDetail } from './protocol';

/** A shop as the shell shows it. */
export interface ShellShop {
  /** `tea-shop.myshopify.com` */
  domain: string;
  name: string;
  /** the language of the merchant who is signed in */
  locale: string;
}

/** What the shell needs from the local Shopify around it. */
export interface ShellHost {
  shops(): ShellShop[];
  /** The merchant opens the app: the first time, Shopify installs it. */
  opened(domain: string): void | Promise<void>;
  /** A session token for the signed-in merchant, as Shopify signs it: valid for 60 seconds. */
  idToken(domain: string): string | Promise<string>;
  now(): Date;
  /** A customer buys something in the shop. */
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
  /** what opening the app asks for: the path of its `application_url` */
  openedPath: string;
  /** where that leads: the page of the app's own entry in the menu */
  homePath: string;
  /** under which path of the shell's server the shops have their storefronts; none if not given */
  storefront?: string;
}

/** Answers a request if it is the shell's; false leaves it to others. */
export type ShellRoute = (
  request: IncomingMessage,
  response: ServerResponse,
  host: ShellHost,
) => Promise<boolean>;
