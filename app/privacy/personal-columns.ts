/**
 * Pure: every column that says which customer or which order a row is about, and what becomes of the
 * row when that one is erased. A test holds the list to the database's own catalog.
 */
export interface PersonalColumn {
  table: string;
  column: string;
  /**
   * whose id stands in it; anyOrder: also an order of the customer's that Shopify does not name, since
   * what he said of it is his own; either kind's: an array of ids
   */
  of: 'customer' | 'order' | 'anyOrder' | 'either';
  /** the row goes, or loses the id and stays for the shop's own sums */
  then: 'delete' | 'unlink';
  /** what else must hold, where a column has ids of more kinds */
  where?: string;
  /** what else goes from a row that stays: it would prove to its buyer that the row is the buyer's */
  clears?: string;
}

export const PERSONAL_COLUMNS: readonly PersonalColumn[] = [
  { table: 'order_lines', column: 'order_id', of: 'order', then: 'delete' },
  { table: 'orders', column: 'id', of: 'order', then: 'delete' },
  {
    ...{ table: 'orders', column: 'customer_id', of: 'customer', then: 'unlink' },
    clears: 'confirmation_hash',
  },
  { table: 'orders_set_apart', column: 'order_id', of: 'order', then: 'delete' },
  { table: 'customers', column: 'id', of: 'customer', then: 'delete' },
  { table: 'purchases', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'customer_summaries', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'dirty_customers', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'incomplete_customers', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'survey_answers', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'survey_answers', column: 'order_id', of: 'anyOrder', then: 'delete' },
  { table: 'survey_views', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'survey_views', column: 'order_id', of: 'anyOrder', then: 'delete' },
  { table: 'survey_waiting', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'survey_waiting', column: 'order_id', of: 'anyOrder', then: 'delete' },
  { table: 'survey_refusals', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'survey_refusals', column: 'order_id', of: 'anyOrder', then: 'delete' },
  { table: 'deleted_answers', column: 'customer_id', of: 'customer', then: 'unlink' },
  { table: 'deleted_answers', column: 'order_id', of: 'anyOrder', then: 'unlink' },
  { table: 'referrals', column: 'referred_customer_id', of: 'customer', then: 'delete' },
  { table: 'referrals', column: 'referrer_customer_id', of: 'customer', then: 'delete' },
  { table: 'reread_requests', column: 'id', of: 'order', then: 'delete', where: "kind = 'order'" },
  {
    table: 'reread_requests',
    column: 'id',
    of: 'customer',
    then: 'delete',
    where: "kind = 'customer'",
  },
  { table: 'deliveries', column: 'subject_ids', of: 'either', then: 'unlink' },
];
