import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const HEADER =
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Notes,Note Attributes,Cancelled at,Payment Method,Refunded Amount,Vendor,Id,Tags,Source,Lineitem discount\n';
const FIRST = Date.UTC(2023, 0, 1);
const LAST = Date.UTC(2026, 2, 31);
const FIRST_ID = 5_000_000_000_000;
const CHUNK = 1 << 20;

/**
 * Writes an order export as Shopify does, newest order first: three years of a tea shop in Tokyo, 2.5
 * orders a customer. Every seventh order has a second line, one in a hundred a note of two lines. The
 * same number of orders makes the same file.
 */
export async function writeOrderExport(file: string, orders: number): Promise<void> {
  const out = createWriteStream(file);
  const chance = chances();
  let text = HEADER;
  for (let at = 0; at < orders; at += 1) {
    text += rowsOf(orders - at, LAST - ((LAST - FIRST) * at) / orders, orders, chance);
    if (text.length < CHUNK) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await once(out, 'close');
}

function rowsOf(number: number, instant: number, orders: number, chance: () => number): string {
  const time = `${new Date(instant + 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')} +0900`;
  const customer = Math.floor(chance() * orders * 0.4);
  const tea = Math.floor(chance() * 300);
  const quantity = 1 + Math.floor(chance() * 2);
  const price = 500 + tea * 10;
  const cup = number % 7 === 0;
  const subtotal = price * quantity + (cup ? 300 : 0);
  const total = subtotal + 500;
  const tax = Math.round((total * 8) / 108);
  const note = number % 100 === 0 ? '"Gift: with a card,\nwithout a ""price"""' : '';
  const consent = chance() < 0.5 ? 'yes' : 'no';
  const own = `#${1_000 + number},c${customer}@example.com`;
  const head = `${own},paid,${time},fulfilled,${time},${consent},JPY,${subtotal},500,${tax},${total},,0,Standard,${time},${quantity},Tea ${tea},${price},,TEA-${tea},true,true,fulfilled,${note},,,manual,0,Omega,${FIRST_ID + number},,web,0\n`;
  if (!cup) return head;
  return `${head}${own},,,,,,,,,,,,,,${time},1,Cup,300,,CUP,true,true,fulfilled,,,,,,,,,,\n`;
}

/** Pseudo-random numbers from 0 to 1, the same in every run. */
function chances(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    return state / 0x7f_ff_ff_ff;
  };
}
