import type { CustomerRecord } from '../../store/records';
import { formatMinor, minorDigits } from '../minor-units';
import { Consent } from './consent';
import { PHONE_MARK } from './settle';
import type { Cell, Spill } from './spill';
import { integer, optional, text } from './spill';

const QUERY = `
SELECT customers.id, customer, created, accepts, status, cancelled, currency, subtotal, total, refunded
FROM orders JOIN customers USING (customer) WHERE created < ? ORDER BY customers.id, created, orders.id`;
const NEVER_PAID = new Set(['VOIDED', 'EXPIRED', 'PENDING', 'AUTHORIZED']);
const NEVER_COUNTED = new Set(['VOIDED', 'EXPIRED', 'REFUNDED']);

export interface CustomerOptions {
  currencyCode: string;
  locale: string;
  /** orders from this instant on are left out */
  until: number;
}

/**
 * The files' customers by e-mail address, then those by phone, each with the facts of their orders before
 * `until`.
 */
export function* customersOf(spill: Spill, options: CustomerOptions): Generator<CustomerRecord> {
  let current: Gathered | undefined;
  for (const cells of spill.rows(QUERY, options.until)) {
    const id = integer(cells[0]);
    if (current?.id !== id) {
      if (current !== undefined) yield current.record(options);
      current = new Gathered(id, text(cells[1]));
    }
    current.add(cells, options.currencyCode);
  }
  if (current !== undefined) yield current.record(options);
}

class Gathered {
  private orders = 0;
  private spent = 0n;
  private first = 0;
  private last = 0;
  private readonly consent = new Consent();

  constructor(
    readonly id: number,
    private readonly customer: string,
  ) {}

  /** Adds an order; callers pass them by time, then by Id. */
  add(cells: Cell[], shopCurrency: string): void {
    const created = integer(cells[2]);
    const status = optional(cells[4], text) ?? 'PAID';
    const live = cells[5] === null && text(cells[6]) === shopCurrency;
    if (this.orders === 0) this.first = created;
    this.last = created;
    this.orders += 1;
    if (live && !NEVER_PAID.has(status))
      this.spent += BigInt(integer(cells[8]) - integer(cells[9]));
    if (live && !NEVER_COUNTED.has(status) && integer(cells[7]) > 0) {
      this.consent.say(integer(cells[3]) === 1, created);
    }
  }

  record({ currencyCode, locale }: CustomerOptions): CustomerRecord {
    return {
      id: this.id,
      createdAt: new Date(this.first).toISOString(),
      updatedAt: new Date(this.last).toISOString(),
      firstName: null,
      lastName: null,
      email: this.customer.startsWith(PHONE_MARK) ? null : this.customer,
      locale,
      tags: [],
      numberOfOrders: this.orders,
      amountSpent: formatMinor(this.spent > 0n ? this.spent : 0n, minorDigits(currencyCode)),
      emailMarketing: this.consent.state(),
      smsMarketing: null,
      rfmGroup: null,
      dataSaleOptOut: false,
    };
  }
}
