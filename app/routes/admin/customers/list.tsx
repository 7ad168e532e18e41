import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readDayFacts } from '../day-facts.server';
import { readForm } from '../form.server';
import { knownShop } from '../known-shop.server';
import { pageFacts } from '../page-facts.server';
import { filterChoices } from '../../../metrics/filter/choices';
import { readShownList } from '../../../metrics/people/shown-list.server';
import { findCustomers } from '../../../shop/find-customers.server';
import { deleteView, renameView, savedViewsIn, saveView } from '../../../shop/saved-views.server';
import { readShownNames } from '../../../shop/shown-names.server';
import { requestPastPeople } from '../../../shop/state/past-people.server';
import { authenticate } from '../../../shopify/shopify.server';
import { useOpenPage } from '../../../ui/frame/use-open-page';
import { parseFilter, parseView, viewLink } from '../../../ui/frame/view-address';
import type { PageHandle } from '../../../ui/frame/page-title';
import { customersView, namedList } from '../../../ui/people/customers-view';
import { conditionOf, readFields, withCondition } from '../../../ui/people/condition-form';
import { CustomersPage } from '../../../ui/people/customers-page';
import {
  keepingShopify,
  listAddress,
  readAsked,
  type Asked,
} from '../../../ui/people/list-address';
import type { ConditionFault } from '../../../ui/people/condition-form';
import { useCounts } from '../../../ui/people/use-counts';
import type { CustomersAnswer } from '../../../ui/people/view';
import { peopleLink } from '../../../ui/people/who';
import { keepsData } from '../../../ui/sheets/keeps-data';
import { readWho, writeWho } from '../../../who-address';

/** A sheet that opens or closes needs no new data. */
export const shouldRevalidate = keepsData;

/** The customers whom the address chooses, as of the day of its view. */
export async function loader({ request }: LoaderFunctionArgs) {
  const merchant = await authenticate.admin(request);
  const address = new URL(request.url);
  const query = address.searchParams;
  const asked = readAsked(query);
  const filter = parseFilter(query);
  // the filter of the page that led here is a condition of the list
  if (filter !== null && filter !== 'impossible' && asked.who !== null)
    return redirect(keepingShopify(peopleLink(asked.who, parseView(query)), query));
  const fault = query.has('set') ? await changed(merchant.session.shop, asked, query) : null;
  if (fault instanceof Response) return fault;
  const days = await readDayFacts(
    merchant,
    address,
    async (tx, { shop, read }) => {
      const saved = await savedViewsIn(tx, shop.id);
      const who = filter === 'impossible' ? null : namedList(saved, query.get('view'), asked.who);
      if (read === null || who === null) return { saved, who, found: null };
      const { by, down } = asked.order;
      const sort = { by, descending: down };
      const found = await readShownList(tx, shop.id, read.snapshot, who, sort, asked.place);
      return { saved, who: found.list === null ? null : who, found };
    },
    'nothing',
  );
  // one day stands here: no other is compared with it
  const facts = await pageFacts(days, { ...days, compared: null, filtered: null });
  const { read, own, shop } = days;
  if (read === null || own === null || shop === null) return { status: facts.status, view: null };
  const list = own.found?.list ?? null;
  if (list !== null && 'missing' in list) await requestPastPeople(shop.id, list.missing);
  const people = list !== null && 'people' in list ? list.people : [];
  const names = await readShownNames(
    merchant.session.shop,
    people.map(({ customerId }) => customerId),
  );
  return {
    // the sums of other pages' numbers are not shown here
    status: { ...facts.status, sheets: null },
    view: customersView(read.snapshot, {
      ...{ asked, fault, who: own.who, list, saved: own.saved },
      ...{ names, titles: own.found?.titles ?? new Map<string, string>() },
      handled: own.found?.handled ?? new Set(),
      ...{
        fields: query.has('set') ? readFields(query) : null,
        choices: filterChoices(read.snapshot),
      },
    }),
  };
}

/** The address with the sent condition, or why there is none. */
async function changed(
  domain: string,
  { who, order, draft }: Asked,
  query: URLSearchParams,
): Promise<Response | ConditionFault | null> {
  const field = draft?.field ?? null;
  if (who === null || draft === null || field === null) return null;
  const { currency } = await knownShop(domain);
  const condition = conditionOf(field, readFields(query), currency);
  if ('fault' in condition) return condition.fault;
  const next = withCondition(who, draft, condition);
  // an address holds so many conditions, each with so many values
  if (next === null || readWho(writeWho(next)) === null) return 'full';
  const target = viewLink(listAddress({ who: next, order }), parseView(query));
  return redirect(keepingShopify(target, query));
}

/** Keeps, renames or deletes a list of the shop, 404 for another shop's; or finds a customer. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const form = await readForm(request);
  const [text, name, id] = ['text', 'name', 'id'].map((key) => String(form.get(key) ?? ''));
  switch (form.get('intent')) {
    case 'search': {
      const { customers, names } = await findCustomers(shop, text ?? '');
      return json<CustomersAnswer>({ found: customers, names, text: (text ?? '').trim() });
    }
    case 'save': {
      const who = readWho(String(form.get('who') ?? ''));
      if (who === null || who.length === 0) throw new Response(null, { status: 400 });
      const saved = await saveView(shop.id, name ?? '', writeWho(who));
      return 'fault' in saved
        ? json<CustomersAnswer>({ ...saved, name: name ?? '', id: null }, { status: 400 })
        : json<CustomersAnswer>({ done: 'saved', name: saved.saved });
    }
    case 'rename': {
      const renamed = await renameView(shop.id, id ?? '', name ?? '');
      if (renamed === null) throw new Response(null, { status: 404 });
      return 'fault' in renamed
        ? json<CustomersAnswer>({ ...renamed, name: name ?? '', id: id ?? '' }, { status: 400 })
        : json<CustomersAnswer>({ done: 'renamed', name: renamed.renamed });
    }
    case 'delete':
      if (!(await deleteView(shop.id, id ?? ''))) throw new Response(null, { status: 404 });
      return json<CustomersAnswer>({ done: 'deleted' });
    default:
      throw new Response(null, { status: 400 });
  }
}

export const handle = { title: 'nav.customers' } satisfies PageHandle;

export default function Customers() {
  const page = useLoaderData<typeof loader>();
  const counts = useCounts(page.status.computedAt, page.view?.tabs.length ?? 0);
  return (
    <CustomersPage
      {...page}
      counts={counts}
      answer={useActionData<typeof action>()}
      onRetry={useOpenPage(page.status)}
    />
  );
}
