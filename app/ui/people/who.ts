import type { Condition, Who } from '../../terms/people';
import { writeWho } from '../../who-address';
import { viewLink, type ViewAddress } from '../frame/view-address';

/**
 * The address of the list of some customers, as of the day of a page. The page's filter is written into the list's own conditions.
 */
export function peopleLink(who: Who, view: ViewAddress): string {
  const { product, discount, source, plan } = view.filter;
  const filter: Condition[] = [
    ...(product === undefined ? [] : [{ field: 'filterProduct' as const, is: [product] }]),
    ...(discount === undefined
      ? []
      : [{ field: 'filterDiscount' as const, is: [yesNo(discount)] }]),
    ...(source === undefined ? [] : [{ field: 'filterSource' as const, is: [source] }]),
    ...(plan === undefined ? [] : [{ field: 'filterPlan' as const, is: [yesNo(plan)] }]),
  ];
  const groups = who.length === 0 ? [[]] : who;
  const text = writeWho(groups.map((group) => [...group, ...filter]));
  const path =
    text === ''
      ? '/app/customers'
      : `/app/customers?${new URLSearchParams({ who: text }).toString()}`;
  return viewLink(path, { ...view, filter: {} });
}

const yesNo = (answer: boolean): string => (answer ? 'yes' : 'no');
