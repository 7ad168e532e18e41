/**
 * Pure: every column with a customer's or an order's id, and what an erasure does with its rows. A test
 * compares the list with the database's catalog.
 */
export interface PersonalColumn {
  table: string;
  column: string;
  /**
   * kind of the id; anyOrder: also orders of the customer that Shopify does not name, since the customer's
   * words about them are personal; either: an array of ids of both kinds
   */
  of: 'customer' | 'order' | 'anyOrder' | 'either';
  /** deletes the row, or clears the id and keeps the row for the shop's sums */
  then: 'delete' | 'unlink';
  /** SQL condition, where the column has ids of several kinds */
  where?: string;
  /** other columns to clear: what would prove whose row it is, and how they came */
  clears?: readonly string[];
}

export const PERSONAL_COLUMNS: readonly PersonalColumn[] = [
  { table: 'order_lines', column: 'order_id', of: 'order', then: 'delete' },
  { table: 'orders', column: 'id', of: 'order', then: 'delete' },
  {
    ...{ table: 'orders', column: 'customer_id', of: 'customer', then: 'unlink' },
    clears: ['confirmation_hash', 'visits_ready', 'first_visit', 'last_visit', 'source'],
  },
  { table: 'orders_set_apart', column: 'order_id', of: 'order', then: 'delete' },
  { table: 'customers', column: 'id', of: 'customer', then: 'delete' },
  { table: 'purchases', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'customer_summaries', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'dirty_customers', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'people', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'dirty_people', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'past_people', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'incomplete_customers', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'survey_answers', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'survey_answers', column: 'order_id', of: 'anyOrder', then: 'delete' },
  { table: 'heard_answers', column: 'order_id', of: 'anyOrder', then: 'delete' },
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
  { table: 'merged_customers', column: 'customer_id', of: 'customer', then: 'delete' },
  { table: 'merged_customers', column: 'into_id', of: 'customer', then: 'delete' },
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
