import { join } from 'node:path';
import type { LocalShopify } from '../../sandbox/local-shopify';
import { appDeclaration } from '../../sandbox/webhooks/app-declaration';
import { startAppProcess, type AppProcess } from './app-process';
import type { Surroundings } from './app-processes';
import { newKeys } from '../demo/demo-data';
import { untilHealthy } from './health';
import { freePort } from './ports';

export interface RunningAppOptions {
  databaseUrl: string;
  /** sends webhooks to the app's doors, and answers the app's calls */
  shopify: LocalShopify;
  shopifyUrl: string;
  /** a folder for the logs */
  folder: string;
  /** number of web processes and of workers */
  webs?: number;
  workers?: number;
  env?: Record<string, string>;
  /** registers no webhooks: they go to their earlier address */
  deaf?: boolean;
  /** preloads of the web processes */
  webImports?: string[];
}

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36';

/** A place for a process, which can be killed and replaced. */
export interface Place {
  readonly name: string;
  readonly kind: AppProcess['kind'];
  process: AppProcess;
  start(): AppProcess;
}

/** The built app around a local Shopify: any number of web processes and workers on one database. */
export class RunningApp {
  readonly places: Place[] = [];
  readonly urls: string[] = [];

  private constructor(private readonly options: RunningAppOptions) {}

  /** Starts all processes and waits until the web processes reply. */
  static async start(options: RunningAppOptions): Promise<RunningApp> {
    const app = new RunningApp(options);
    const ports = await Promise.all(Array.from({ length: options.webs ?? 1 }, () => freePort()));
    app.urls.push(...ports.map((port) => `http://localhost:${String(port)}`));
    const { databaseUrl, shopifyUrl } = options;
    const around: Surroundings = {
      ...{ databaseUrl, shopifyUrl, encryptionKeys: newKeys() },
      appUrl: app.urls[0] ?? 'http://localhost:1',
    };
    const place = (kind: Place['kind'], at: number, port?: number): void => {
      const name = `${kind}-${String(at + 1)}`;
      const start = (): AppProcess =>
        startAppProcess(kind, {
          around,
          logFile: join(options.folder, `${name}.log`),
          ...(port === undefined ? {} : { port, imports: options.webImports ?? [] }),
          ...(options.env && { env: options.env }),
        });
      app.places.push({ name, kind, start, process: start() });
    };
    ports.forEach((port, at) => {
      place('web', at, port);
    });
    for (let at = 0; at < (options.workers ?? 1); at += 1) place('worker', at);
    const { path, subscriptions } = appDeclaration();
    const applicationUrls = app.urls.map((url) => `${url}${path}`);
    if (options.deaf !== true) options.shopify.webhooks.register(applicationUrls, subscriptions);
    await app.healthy();
    return app;
  }

  /** Resolves when every web process replies and reaches its database. */
  async healthy(): Promise<void> {
    await Promise.all(this.urls.map((url) => untilHealthy(`${url}/health/ready`)));
  }

  /** Installs the app in the shop and opens it, as the merchant does. */
  async install(domain: string): Promise<void> {
    const { scopes } = appDeclaration();
    this.options.shopify.install(domain, { scopes });
    const answer = await this.ask(domain, '/app');
    if (!answer.ok) throw new Error(`the app could not be opened: HTTP ${String(answer.status)}`);
  }

  /** Sends a request with the session token of the shop's merchant. */
  async ask(domain: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.options.shopify.idToken(domain)}`);
    headers.set('user-agent', BROWSER);
    return await fetch(new URL(path, this.urls[0]), { ...init, headers, redirect: 'manual' });
  }

  /** Kills the process in a place and starts another one there. */
  async replace(place: Place, pauseMs = 0): Promise<void> {
    await place.process.kill();
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    place.process = place.start();
  }

  /** Stops all processes. @returns their exit codes by name */
  async stop(): Promise<Record<string, number | null>> {
    const codes = await Promise.all(
      this.places.map(async ({ name, process: running }) => [name, await running.stop()] as const),
    );
    return Object.fromEntries(codes);
  }

  async kill(): Promise<void> {
    await Promise.all(this.places.map(({ process: running }) => running.kill()));
  }

  /** The output of all processes. */
  said(): string {
    return this.places.map(({ process: running }) => running.said()).join('\n');
  }
}
