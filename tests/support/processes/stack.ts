import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localAdminShell } from '../../sandbox/admin-shell/local-shell';
import { appDeclaration } from '../../sandbox/webhooks/app-declaration';
import { startWeb, startWorker, type Surroundings } from '../../commands/processes/app-processes';
import type { Command } from '../../commands/command';
import { newKeys } from '../../commands/demo/demo-data';
import { untilHealthy } from '../../commands/processes/health';
import { appOrigin, freePort } from '../../commands/processes/ports';
import { Processes } from '../../commands/processes/processes';
import { LocalShopify } from '../../sandbox/local-shopify';
import type { World } from '../../sandbox/store/records';
import { storefrontRoute } from '../../sandbox/storefront/storefront';

/** The built app's two processes around a local Shopify in this process, in which a test can cause faults. */
export interface Stack extends AsyncDisposable {
  shopify: LocalShopify;
  /** origin of the local admin */
  shellUrl: string;
  /** origin of the app's web process */
  appUrl: string;
  /** the environment for another process of the app */
  around: Surroundings;
}

/**
 * Starts the processes of `npm run demo`, on a database of the test's own.
 * @param worlds shops of the local Shopify; opening the app in one installs it there
 * @param store the SQLite file of the local Shopify, which does not exist yet; default: none, in memory
 */
export async function startStack(
  databaseUrl: string,
  worlds: World[],
  store = ':memory:',
): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'omega-e2e-'));
  const processes = new Processes();
  const command: Command = {
    processes,
    beside: (work) => work,
    atEnd: () => undefined,
  };
  // No code awaits it: a process that dies fails the run with its output.
  void processes.firstEnd.then(({ name, why }) => {
    throw new Error(`${name} ended unexpectedly (${why}).`);
  });
  const shopify = await LocalShopify.open({ path: store });
  for (const world of worlds) await shopify.addShop(world);

  const declared = appDeclaration();
  const appUrl = appOrigin(await freePort());
  const applicationUrl = `${appUrl}${declared.path}`;
  shopify.webhooks.register(applicationUrl, declared.subscriptions);
  const { url: shopifyUrl, port } = await shopify.listen(0, [
    localAdminShell({
      appUrl,
      path: declared.path,
      requiredScopes: declared.scopes,
      optionalScopes: declared.optionalScopes,
    }),
    storefrontRoute({ appUrl, applicationUrl, proxy: declared.proxy, orderFollowsAfterMs: 1_000 }),
  ]);
  const shellUrl = `http://localhost:${String(port)}`;
  // A test that calls the app's functions decrypts values of these processes, such as a shop's key of
  // confirmation numbers: with other keys no number would prove an order.
  const encryptionKeys = process.env.TOKEN_ENCRYPTION_KEYS ?? newKeys();
  const around = { databaseUrl, shopifyUrl, appUrl, encryptionKeys };
  startWorker(command, around, join(folder, 'worker.log'));
  startWeb(command, around, shellUrl, join(folder, 'web.log'));
  await untilHealthy(`${appUrl}/health/ready`);

  return {
    shopify,
    shellUrl,
    appUrl,
    around,
    [Symbol.asyncDispose]: async () => {
      await processes.stop();
      await shopify.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
