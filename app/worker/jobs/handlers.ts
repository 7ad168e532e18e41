import type { z } from 'zod';
import { importStep, openImport } from '../../ingest/import/import.server';
import { checkUpdates } from '../../ingest/reconcile/update-check.server';
import { compareCounts } from '../../ingest/reconcile/compare-counts.server';
import { auditStep } from '../../ingest/reconcile/audit.server';
import { readTags } from '../../ingest/reconcile/tags.server';
import { customerStage } from '../../metrics/rollup/customer-stage.server';
import { rereadCustomers } from '../../ingest/reread/reread-customers.server';
import { rereadOrders } from '../../ingest/reread/reread-orders.server';
import { rereadProducts } from '../../ingest/reread/reread-products.server';
import { catalog, type JobName, type JobPayload } from '../../queue/catalog';
import { capAllFutureTimes } from '../../shop/future-times.server';
import { install, uninstall } from '../../shop/installation/install.server';
import { renewAgeingToken } from '../../shop/installation/renew-token.server';
import { redactCustomer } from '../../privacy/erase/customer.server';
import { prepareFile } from '../../privacy/requests/file.server';
import { removeExpired } from '../../privacy/expire/remove-expired.server';
import { redactShop } from '../../privacy/erase/shop.server';
import { tellSurveyBlock } from '../../survey/settings/block.server';
import { shopIdSchema } from '../../store/db.server';
import { enqueueHourlyWork } from '../schedule/hourly.server';
import { startNewDays } from '../schedule/new-day.server';
import {
  computeDay,
  computeFiltered,
  computeMonthEnd,
  computePastPeople,
  computePreview,
  computeStaleDay,
  refreshSnapshot,
} from './snapshot-jobs.server';

type Handlers = {
  [Name in JobName]: (payload: JobPayload<Name>, last: boolean) => Promise<void>;
};

const id = (shopId: number) => shopIdSchema.parse(shopId);

/** The handler of each job; the only file that knows both. */
const handlers: Handlers = {
  'shop.install': ({ domain }) => install(domain),
  'shop.uninstalled': ({ domain }) => uninstall(domain),
  'shop.changed': ({ domain }) => install(domain),
  'import.open': ({ shopId, why }) => openImport(id(shopId), why),
  'import.step': ({ shopId }, last) => importStep(id(shopId), last),
  'orders.reread': ({ shopId }) => rereadOrders(id(shopId)),
  'customers.reread': ({ shopId }) => rereadCustomers(id(shopId)),
  'products.reread': ({ shopId }) => rereadProducts(id(shopId)),
  'shops.hourly': ({ slice }) => enqueueHourlyWork(slice),
  'shops.clockCameBack': ({ slice }) => capAllFutureTimes(slice),
  'reconcile.changed': ({ shopId, span }) => checkUpdates(id(shopId), span),
  'reconcile.counts': ({ shopId, before }) => compareCounts(id(shopId), before),
  'audit.step': ({ shopId, kind }, last) => auditStep(id(shopId), kind, last),
  'tags.read': ({ shopId }) => readTags(id(shopId)),
  'survey.tellBlock': ({ shopId }) => tellSurveyBlock(id(shopId)),
  'shop.keepToken': ({ domain }) => renewAgeingToken(domain),
  'snapshot.refresh': ({ shopId }) => refreshSnapshot(id(shopId)),
  'snapshot.newDay': ({ slice }) => startNewDays(slice),
  'snapshot.stale': ({ shopId, before }) => computeStaleDay(id(shopId), before),
  'snapshot.history': ({ shopId }) => computeMonthEnd(id(shopId)),
  'snapshot.day': ({ shopId, asOf }) => computeDay(id(shopId), asOf),
  'snapshot.filtered': ({ shopId }) => computeFiltered(id(shopId)),
  'snapshot.people': ({ shopId }) => computePastPeople(id(shopId)),
  'snapshot.preview': ({ shopId }) => computePreview(id(shopId)),
  'privacy.dataRequest': ({ shopId, requestId }) =>
    prepareFile(id(shopId), requestId, customerStage),
  'privacy.customerRedact': ({ shopId, requestId }) => redactCustomer(id(shopId), requestId),
  'shop.redact': ({ domain }) => redactShop(domain),
  'privacy.keepNoLonger': ({ slice }) => removeExpired(slice),
};

/** The catalog under a type that ties each name's payload to its handler's. */
const payloads: { [Name in JobName]: { payload: z.ZodType<JobPayload<Name>> } } = catalog;

/**
 * Checks the payload of a job and runs its handler.
 * @param last whether this is the queue's last try
 * @throws ZodError for a wrong payload; what the handler throws
 */
export async function runHandler<Name extends JobName>(
  name: Name,
  payload: unknown,
  last: boolean,
): Promise<void> {
  await handlers[name](payloads[name].payload.parse(payload), last);
}
