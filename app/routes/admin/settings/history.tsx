import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readForm } from '../form.server';
import { readSpendChanges } from '../../../settings/advertising/spend-changes.server';
import { readCostChanges } from '../../../settings/unit-costs/cost-changes.server';
import { isSetting, parseChange } from '../../../settings/parts';
import { readRoleChanges } from '../../../settings/role-changes.server';
import { readHistory } from '../../../settings/history.server';
import { undoChange } from '../../../settings/undo.server';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import type { PageHandle } from '../../../ui/frame/page-title';
import { HistoryPage } from '../../../ui/settings/history-page';
import type { HistoryView, UndoAnswer } from '../../../ui/settings/view';
import { shopWords } from '../../../ui/numbers/shop-words';
import { knownShop } from '../known-shop.server';

/** Changes that the page shows before it is asked for all. */
const SHOWN = 50;

/** The changes of settings, the latest first; `?all` has all that are kept. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const isAll = new URL(request.url).searchParams.has('all');
  const kept = shop === null ? [] : await readHistory(shop.id, isAll ? undefined : SHOWN + 1);
  const changes = isAll ? kept : kept.slice(0, SHOWN);
  const roles = shop === null ? [] : await readRoleChanges(shop.id, changes);
  const spend = shop && (await readSpendChanges(shop.id, changes));
  const costs = shop && (await readCostChanges(shop.id, changes));
  const view: HistoryView = {
    changes: changes.map(({ at, ...change }, index) => ({
      ...change,
      at: at.toISOString(),
      known: isSetting(change.part, change.name),
      roles: roles[index] ?? null,
      spend: change.part === 'advertising' ? (spend?.get(change.version) ?? null) : null,
      costs: change.part === 'unitCosts' ? (costs?.get(change.version) ?? null) : null,
    })),
    isCut: changes.length < kept.length,
    ...shopWords(shop),
  };
  return { view };
}

/** Undoes one setting of a change. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const form = await readForm(request);
  const which = parseChange(form);
  if (which === null) throw new Response(null, { status: 400 });
  const result = await undoChange(shop.id, which, form.has('confirmed'));
  if (result.state === 'done') return json<UndoAnswer>({ undone: which });
  if (result.state === 'changed') {
    const { value, before } = result;
    return json<UndoAnswer>({ changed: { ...which, value, before } }, { status: 409 });
  }
  return json<UndoAnswer>({ problem: result.state }, { status: 409 });
}

export const handle = { title: 'settings.history' } satisfies PageHandle;

export default function History() {
  const { view } = useLoaderData<typeof loader>();
  return (
    <HistoryPage view={view as HistoryView} answer={useActionData<typeof action>() as UndoAnswer} />
  );
}
