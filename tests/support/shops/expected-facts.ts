import type {
  CustomerRecord,
  LineRecord,
  OrderRecord,
  ProductRecord,
  World,
} from '../../sandbox/store/records';
import { smsConsentState } from '../../sandbox/resolvers/customers';
import { rowText, type Facts } from './facts';

/**
 * The facts that the app should store of a world after its first import, computed from the world's own
 * records without the app's code. For small worlds: all of it is in memory.
 */
export async function expectedFacts(world: World): Promise<Facts> {
  const products = await listed(world.products());
  const customers = await listed(world.customers());
  const orders = await listed(world.orders());
  const costs = new Map(
    products.flatMap(({ variants }) => variants.map(({ id, unitCost }) => [id, unitCost] as const)),
  );
  return {
    orders: orders.map((order) => orderRow(order, costs)).sort(),
    lines: orders.flatMap((order) => order.lines.map((line) => lineRow(order, line, costs))).sort(),
    customers: customers.map(customerRow).sort(),
    products: products
      .filter(({ variants }) => variants.length > 0)
      .map(productRow)
      .sort(),
    variants: products
      .flatMap(({ id: product, variants }) =>
        variants.map(({ id, title, sku }) => rowText([id, product, title, sku])),
      )
      .sort(),
    costs: [...costs]
      .filter(([, cost]) => cost !== null)
      .map(rowText)
      .sort(),
  };
}

type Costs = ReadonlyMap<number, string | null>;

async function listed<T>(rows: Iterable<T> | AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const seconds = (time: string | null) => (time === null ? null : new Date(time));

function discountOf(line: LineRecord): number {
  const own = line.allocations.filter(({ targetType }) => targetType === 'LINE_ITEM');
  return sum(own.map(({ amount }) => Number(amount)));
}
const discounted = (line: LineRecord) =>
  line.allocations.some(({ targetType }) => targetType === 'LINE_ITEM');
const worthOf = (line: LineRecord) => Number(line.originalTotal) - discountOf(line);
const taxOf = (line: LineRecord) => sum(line.taxLines.map(({ price }) => Number(price)));
const keptShare = ({ quantity, currentQuantity }: LineRecord) =>
  quantity === 0 ? 0 : currentQuantity / quantity;
const costOf = ({ variantId }: LineRecord, costs: Costs) =>
  variantId === null ? null : (costs.get(variantId) ?? null);

function lineRow(order: OrderRecord, line: LineRecord, costs: Costs): string {
  return rowText([
    order.id,
    line.id,
    line.productId,
    line.variantId,
    line.sellingPlan?.id,
    line.quantity,
    line.currentQuantity,
    line.isGiftCard,
    discounted(line),
    amount(Number(line.originalTotal)),
    amount(discountOf(line)),
    amount(taxOf(line)),
    costOf(line, costs) === null ? null : amount(Number(costOf(line, costs))),
  ]);
}

function orderRow(order: OrderRecord, costs: Costs): string {
  const goods = order.lines.filter(({ isGiftCard }) => !isGiftCard);
  const cards = order.lines.filter(({ isGiftCard }) => isGiftCard);
  const costed = goods.filter((line) => costOf(line, costs) !== null);
  const kept = (lines: LineRecord[], of: (line: LineRecord) => number) =>
    sum(lines.map((line) => of(line) * keptShare(line)));
  const net = (lines: LineRecord[]) =>
    kept(lines, worthOf) - (order.taxesIncluded ? kept(lines, taxOf) : 0);
  return rowText([
    order.id,
    order.name,
    seconds(order.processedAt),
    seconds(order.updatedAt),
    seconds(order.cancelledAt),
    order.customerId,
    order.test,
    order.displayFinancialStatus,
    order.currencyCode,
    order.taxesIncluded,
    order.sourceName,
    amount(Number(order.subtotal)),
    amount(Number(order.currentSubtotal)),
    amount(Number(order.refundDiscrepancy)),
    sum(order.lines.map(({ currentQuantity }) => currentQuantity)),
    cards.length > 0,
    order.lines.some(({ sellingPlan }) => sellingPlan !== null),
    goods.some(discounted),
    amount(sum(goods.map(({ originalTotal }) => Number(originalTotal)))),
    amount(sum(goods.map(discountOf))),
    amount(sum(cards.map(worthOf))),
    amount(kept(cards, worthOf)),
    amount(kept(goods, taxOf)),
    amount(sum(costed.map((line) => Number(costOf(line, costs)) * line.currentQuantity))),
    amount(net(costed)),
    amount(kept(costed, taxOf)),
    amount(net(goods)),
    goods.filter((line) => line.currentQuantity > 0).map(({ productId }) => productId ?? 0),
    order.confirmationNumber !== null,
  ]);
}

function customerRow(customer: CustomerRecord): string {
  const { email, emailMarketing: mail, smsMarketing: sms } = customer;
  return rowText([
    customer.id,
    seconds(customer.updatedAt),
    customer.numberOfOrders,
    email === null && mail === null ? null : (mail?.state ?? 'NOT_SUBSCRIBED'),
    seconds(mail?.updatedAt ?? null),
    sms && smsConsentState(sms.state),
    seconds(sms?.updatedAt ?? null),
    // tags that no setting names are not stored, and these shops' settings name none
    [],
    customer.rfmGroup,
    customer.dataSaleOptOut,
  ]);
}

const productRow = ({ id, title }: ProductRecord) => rowText([id, title]);

/** As PostgreSQL writes it, to four places. */
const amount = (value: number) => value.toFixed(6);
