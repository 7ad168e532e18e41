import { describe, expect, it } from 'vitest';
import { startIdAudit } from '../../app/shop/state/id-audit.server';
import { shopIdSchema } from '../../app/store/db.server';
import { NOW, stage } from '../support/shops/import-stage';
import { startWorkerProcess } from '../support/processes/worker-process';
import { youngShop } from '../sandbox/worlds/young';
import { emptyQueue } from '../support/queued';
import { awaited } from '../support/awaited';

const on = await stage();
// load the modules that call Shopify once their calls lead to the local one
const { renewAgeingToken } = await import('../../app/shop/installation/renew-token.server');
const { uninstall } = await import('../../app/shop/installation/install.server');
const young = youngShop({ until: NOW });

async function installed(name: string, id: number): Promise<string> {
  const domain = `${name}.myshopify.com`;
  const worker = await on.work();
  await on.install({ ...young, shop: { ...young.shop, domain, id } });
  await on.imported(domain, { history: false });
  await worker.stop();
  return domain;
}

const auditsOf = async (domain: string) =>
  await on.db.query('select state, failure from audits where shop_id = $1 order by id', [
    await on.shopId(domain),
  ]);

describe('an id audit', () => {
  it('resumes after its worker was killed', async () => {
    const domain = await installed('killed', 1);
    on.shopify.bulk.objectsPerSecond = 50;
    await startIdAudit(shopIdSchema.parse(await on.shopId(domain)));
    const first = startWorkerProcess(on.url);
    await on.until(async () => {
      const preparing = await on.db.query(
        `select 1 from audit_parts where state = 'preparing' and prepared > 0`,
      );
      return preparing.length > 0;
    });
    await first.kill();
    on.shopify.bulk.objectsPerSecond = Infinity;
    expect(await auditsOf(domain)).toMatchObject([{ state: 'running' }]);
    // and again in the transaction that reads and compares
    const holder = await on.db.pool.connect();
    await holder.query('begin; lock table audits in share mode');
    const second = startWorkerProcess(on.url);
    await on.until(async () => {
      return (await on.db.query(awaited('audits'))).length > 0;
    });
    await second.kill();
    await holder.query('rollback');
    holder.release();
    const last = startWorkerProcess(on.url);
    await on.imported(domain, { history: false });
    await last.stop();
    expect(await auditsOf(domain)).toEqual([{ state: 'done', failure: null }]);
  });

  it('ends when its shop uninstalls, and a new one begins when the shop returns', async () => {
    const domain = await installed('leaver', 2);
    const shop = shopIdSchema.parse(await on.shopId(domain));
    await startIdAudit(shop);
    on.shopify.uninstall(domain);
    await uninstall(domain);
    expect(await auditsOf(domain)).toEqual([{ state: 'failed', failure: 'gone' }]);
    await emptyQueue(on.db);
    await on.install({ ...young, shop: { ...young.shop, domain, id: 2 } });
    await startIdAudit(shop);
    expect(await auditsOf(domain)).toMatchObject([{ state: 'failed' }, { state: 'running' }]);
  });
});

describe('the token of an unopened shop', () => {
  const expiry = async (domain: string) =>
    Number(
      (
        await on.db.query('select refresh_token_expires as at from sessions where shop = $1', [
          domain,
        ])
      )[0]?.at,
    );
  const DAYS = 86_400_000;

  it('is replaced after a third of its refresh token’s lifetime, and not before', async () => {
    const domain = await installed('sleeper', 3);
    await on.db.query(
      `update sessions set expires = now() - interval '1 day',
         refresh_token_expires = $2::timestamptz + interval '61 days' where shop = $1`,
      [domain, NOW],
    );
    const before = await expiry(domain);
    await renewAgeingToken(domain);
    expect(await expiry(domain)).toBe(before);
    await on.db.query(
      `update sessions set refresh_token_expires = $2::timestamptz + interval '59 days' where shop = $1`,
      [domain, NOW],
    );
    await renewAgeingToken(domain);
    expect(await expiry(domain)).toBeGreaterThan(NOW.getTime() + 89 * DAYS);
  });
});
