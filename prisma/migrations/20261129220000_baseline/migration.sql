-- The whole schema. Nothing was deployed before this file; later migrations add to it (prisma/README.md).
-- prisma/models says what each column means, prisma/functions holds the functions.
--
-- Every key of a table of a shop begins with the shop. The tables hold ids, amounts, dates, scores and comments: no names, no
-- e-mail, no addresses (sessions has columns for them, which offline sessions leave empty).

-- Shops and sessions -------------------------------------------------------------------------------------------------------------

-- The registry. Everything else of a shop is keyed by its id.
CREATE TABLE shops (
  id                SERIAL PRIMARY KEY,
  domain            TEXT NOT NULL,
  shopify_id        BIGINT,
  former_domains    TEXT[] NOT NULL DEFAULT '{}',
  name              TEXT NOT NULL DEFAULT '',
  currency          TEXT,
  timezone          TEXT,
  unknown_timezone  TEXT,
  locale            TEXT NOT NULL DEFAULT 'ja',
  scopes            TEXT[],
  settings          JSONB NOT NULL DEFAULT '{}',
  installed_at      TIMESTAMPTZ NOT NULL,
  uninstalled_at    TIMESTAMPTZ,
  opened_at         TIMESTAMPTZ,
  history_starts_on DATE,
  -- raised by a merge that changes more than it marks: a book built from an older version is stale
  facts_version     BIGINT NOT NULL DEFAULT 0,
  orders_a_day      INTEGER NOT NULL DEFAULT 0,
  answers_deleted   BOOLEAN NOT NULL DEFAULT false,
  confirmation_key  TEXT
);
CREATE UNIQUE INDEX shops_domain_key ON shops (domain);

-- Entered by the merchant.
CREATE TABLE advertising_spend (
  shop_id           INTEGER,
  month             DATE,
  channel           TEXT,
  spend_shop_amount NUMERIC NOT NULL,
  PRIMARY KEY (shop_id, month, channel)
);

CREATE TABLE product_roles (
  shop_id    INTEGER,
  product_id BIGINT,
  role       TEXT NOT NULL CONSTRAINT product_roles_role CHECK (role IN ('trial', 'main', 'backEnd', 'crossSell')),
  PRIMARY KEY (shop_id, product_id)
);

-- The columns are those of Shopify's session storage; the app encrypts the tokens.
CREATE TABLE sessions (
  id                    TEXT PRIMARY KEY,
  shop                  TEXT NOT NULL,
  state                 TEXT NOT NULL,
  is_online             BOOLEAN NOT NULL DEFAULT false,
  scope                 TEXT,
  expires               TIMESTAMPTZ,
  access_token          TEXT NOT NULL,
  user_id               BIGINT,
  first_name            TEXT,
  last_name             TEXT,
  email                 TEXT,
  account_owner         BOOLEAN NOT NULL DEFAULT false,
  locale                TEXT,
  collaborator          BOOLEAN DEFAULT false,
  email_verified        BOOLEAN DEFAULT false,
  refresh_token         TEXT,
  refresh_token_expires TIMESTAMPTZ
);
CREATE INDEX sessions_shop_idx ON sessions (shop);

-- How Shopify's token address answered each shop the last time. A refused token is kept for days: the address may be wrong about
-- one shop for a while, or about all of them. The last answers of different shops say which it is, to all processes alike.
CREATE TABLE token_responses (
  domain        TEXT PRIMARY KEY,
  responded_at  TIMESTAMPTZ NOT NULL,
  failing_since TIMESTAMPTZ,
  refused_since TIMESTAMPTZ,
  why           TEXT,
  token_at      TIMESTAMPTZ,
  recovered_at  TIMESTAMPTZ
);
CREATE INDEX token_responses_responded_at_idx ON token_responses (responded_at);

-- One row: while the token address refuses most shops, one process asks it once a minute.
CREATE TABLE token_probes (
  id         INTEGER PRIMARY KEY DEFAULT 1 CONSTRAINT token_probes_one CHECK (id = 1),
  next_at    TIMESTAMPTZ NOT NULL DEFAULT '-infinity',
  resumed_at TIMESTAMPTZ NOT NULL DEFAULT '-infinity'
);
INSERT INTO token_probes DEFAULT VALUES;

-- What a shop may still ask of Shopify. Unlogged: after a crash Shopify's next answer says it again.
CREATE UNLOGGED TABLE api_budgets (
  domain       TEXT PRIMARY KEY,
  available    DOUBLE PRECISION NOT NULL,
  maximum      DOUBLE PRECISION NOT NULL,
  restore_rate DOUBLE PRECISION NOT NULL,
  counted_at   TIMESTAMPTZ NOT NULL
);

-- Facts of Shopify ---------------------------------------------------------------------------------------------------------------

CREATE TABLE orders (
  shop_id                        INTEGER,
  id                             BIGINT,
  name                           TEXT NOT NULL,
  processed_at                   TIMESTAMPTZ NOT NULL,
  updated_at                     TIMESTAMPTZ NOT NULL,
  cancelled_at                   TIMESTAMPTZ,
  customer_id                    BIGINT,
  test                           BOOLEAN NOT NULL,
  financial_status               TEXT,
  currency                       TEXT NOT NULL,
  taxes_included                 BOOLEAN NOT NULL,
  source_name                    TEXT,
  subtotal_shop_amount           NUMERIC NOT NULL,
  current_subtotal_shop_amount   NUMERIC NOT NULL,
  refund_discrepancy_shop_amount NUMERIC NOT NULL,
  kept_quantity                  INTEGER NOT NULL,
  has_gift_card                  BOOLEAN NOT NULL,
  has_selling_plan               BOOLEAN NOT NULL,
  discounted                     BOOLEAN NOT NULL,
  goods_list_shop_amount         NUMERIC NOT NULL,
  goods_discount_shop_amount     NUMERIC NOT NULL,
  gift_card_shop_amount          NUMERIC NOT NULL,
  gift_card_kept_shop_amount     NUMERIC NOT NULL,
  tax_kept_shop_amount           NUMERIC NOT NULL,
  cost_shop_amount               NUMERIC NOT NULL,
  costed_shop_amount             NUMERIC NOT NULL,
  costed_tax_shop_amount         NUMERIC NOT NULL,
  lines_shop_amount              NUMERIC NOT NULL,
  product_ids                    BIGINT[],
  confirmation_hash              BYTEA,
  PRIMARY KEY (shop_id, id)
);
CREATE INDEX orders_shop_id_customer_id_idx ON orders (shop_id, customer_id);
CREATE INDEX orders_shop_id_processed_at_idx ON orders (shop_id, processed_at);
-- every book asks first whether its shop has subscriptions
CREATE INDEX orders_subscriptions ON orders (shop_id) WHERE has_selling_plan;

CREATE TABLE order_lines (
  shop_id               INTEGER,
  order_id              BIGINT,
  id                    BIGINT,
  product_id            BIGINT,
  variant_id            BIGINT,
  selling_plan_id       BIGINT,
  quantity              INTEGER NOT NULL,
  kept_quantity         INTEGER NOT NULL,
  gift_card             BOOLEAN NOT NULL,
  discounted            BOOLEAN NOT NULL,
  list_shop_amount      NUMERIC NOT NULL,
  discount_shop_amount  NUMERIC NOT NULL,
  tax_shop_amount       NUMERIC NOT NULL,
  unit_cost_shop_amount NUMERIC,
  PRIMARY KEY (shop_id, order_id, id)
);

-- Orders that hold a value which no column holds (app/ingest/bounds.ts). No number counts them, and Home names them.
CREATE TABLE orders_set_apart (
  shop_id    INTEGER,
  order_id   BIGINT,
  name       TEXT,
  field      TEXT NOT NULL,
  updated_at TIMESTAMPTZ,
  seen_at    TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (shop_id, order_id)
);

CREATE TABLE customers (
  shop_id           INTEGER,
  id                BIGINT,
  updated_at        TIMESTAMPTZ NOT NULL,
  number_of_orders  BIGINT NOT NULL,
  email_state       TEXT,
  email_state_at    TIMESTAMPTZ,
  sms_state         TEXT,
  sms_state_at      TIMESTAMPTZ,
  tags              JSONB NOT NULL DEFAULT '{}',
  rfm_group         TEXT,
  data_sale_opt_out BOOLEAN NOT NULL,
  PRIMARY KEY (shop_id, id)
);

CREATE TABLE products (
  shop_id INTEGER,
  id      BIGINT,
  title   TEXT NOT NULL,
  PRIMARY KEY (shop_id, id)
);

CREATE TABLE variant_costs (
  shop_id               INTEGER,
  variant_id            BIGINT,
  unit_cost_shop_amount NUMERIC NOT NULL,
  PRIMARY KEY (shop_id, variant_id)
);

-- Imports ------------------------------------------------------------------------------------------------------------------------

-- Holds the staging tables of imports: one set for each import, unlogged, dropped after use.
CREATE SCHEMA staging;

CREATE TABLE imports (
  shop_id        INTEGER,
  id             SERIAL,
  state          TEXT NOT NULL CONSTRAINT imports_state CHECK (state IN ('running', 'done', 'failed')),
  phase          TEXT NOT NULL CONSTRAINT imports_phase CHECK (phase IN ('asking', 'reading', 'merging', 'done')),
  started_at     TIMESTAMPTZ NOT NULL,
  finished_at    TIMESTAMPTZ,
  failure        TEXT,
  failure_detail TEXT,
  -- the version of the fields that it asked Shopify for (app/shopify/fact-fields.ts): an older history is read again
  fact_fields    INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (shop_id, id)
);
-- one at a time in a shop
CREATE UNIQUE INDEX imports_running ON imports (shop_id) WHERE state = 'running';

CREATE TABLE import_parts (
  shop_id           INTEGER,
  import_id         INTEGER,
  part              TEXT CONSTRAINT import_parts_part CHECK (part IN ('orders', 'customers', 'costs')),
  state             TEXT NOT NULL CONSTRAINT import_parts_state CHECK (state IN ('waiting', 'preparing', 'ready', 'staged')),
  bulk_operation_id TEXT,
  queued            BOOLEAN NOT NULL DEFAULT false,
  total             BIGINT,
  prepared          BIGINT NOT NULL DEFAULT 0,
  -- an operation that stands still is cancelled and started again, a result with fewer lines was cut off
  prepared_lines    BIGINT NOT NULL DEFAULT 0,
  moved_at          TIMESTAMPTZ,
  result_url        TEXT,
  rows_read         BIGINT NOT NULL DEFAULT 0,
  attempts          INTEGER NOT NULL DEFAULT 0,
  last_error        TEXT,
  next_try_at       TIMESTAMPTZ,
  PRIMARY KEY (shop_id, import_id, part)
);

-- Following a shop ---------------------------------------------------------------------------------------------------------------

-- Webhooks that were taken. Shopify sends one at least once; a second one with the same key changes nothing.
CREATE TABLE deliveries (
  shop_id      INTEGER,
  webhook_id   TEXT,
  event_id     TEXT,
  topic        TEXT NOT NULL,
  triggered_at TIMESTAMPTZ,
  received_at  TIMESTAMPTZ NOT NULL,
  subject_ids  BIGINT[],
  PRIMARY KEY (shop_id, webhook_id)
);

-- What is to be read again from Shopify: one row a thing, however often it was requested.
CREATE TABLE reread_requests (
  shop_id          INTEGER,
  kind             TEXT CONSTRAINT reread_requests_kind CHECK (kind IN ('order', 'customer', 'product', 'inventoryItem')),
  id               BIGINT,
  requested_at     TIMESTAMPTZ NOT NULL,
  requests         INTEGER NOT NULL DEFAULT 1,
  reported_deleted BOOLEAN NOT NULL DEFAULT false,
  read_at          TIMESTAMPTZ,
  PRIMARY KEY (shop_id, kind, id)
);

-- Up to where Shopify's lists of updates were compared with our rows.
CREATE TABLE update_checks (
  shop_id    INTEGER,
  kind       TEXT,
  span       TEXT,
  watermark  TIMESTAMPTZ NOT NULL,
  started_at TIMESTAMPTZ,
  reached    TIMESTAMPTZ,
  PRIMARY KEY (shop_id, kind, span)
);

-- Comparisons of all ids, or of all unit costs, with Shopify's.
CREATE TABLE audits (
  shop_id        INTEGER,
  id             SERIAL,
  kind           TEXT NOT NULL,
  why            TEXT NOT NULL,
  state          TEXT NOT NULL,
  started_at     TIMESTAMPTZ NOT NULL,
  finished_at    TIMESTAMPTZ,
  failure        TEXT,
  failure_detail TEXT,
  found          INTEGER,
  orders_apart   INTEGER,
  PRIMARY KEY (shop_id, id)
);
-- one of a kind at a time in a shop
CREATE UNIQUE INDEX audits_running ON audits (shop_id, kind) WHERE state = 'running';

-- As import_parts.
CREATE TABLE audit_parts (
  shop_id           INTEGER,
  audit_id          INTEGER,
  part              TEXT,
  state             TEXT NOT NULL,
  bulk_operation_id TEXT,
  queued            BOOLEAN NOT NULL DEFAULT false,
  total             BIGINT,
  prepared          BIGINT NOT NULL DEFAULT 0,
  prepared_lines    BIGINT NOT NULL DEFAULT 0,
  moved_at          TIMESTAMPTZ,
  result_url        TEXT,
  rows_read         BIGINT NOT NULL DEFAULT 0,
  attempts          INTEGER NOT NULL DEFAULT 0,
  last_error        TEXT,
  next_try_at       TIMESTAMPTZ,
  PRIMARY KEY (shop_id, audit_id, part)
);

-- Jobs that fail and have not succeeded since.
CREATE TABLE failing_jobs (
  shop_id    INTEGER,
  job        TEXT,
  key        TEXT,
  payload    JSONB NOT NULL,
  since      TIMESTAMPTZ NOT NULL,
  error      TEXT NOT NULL,
  failures   INTEGER NOT NULL DEFAULT 1,
  ended      BOOLEAN NOT NULL,
  terminal   BOOLEAN NOT NULL,
  retried_at TIMESTAMPTZ,
  PRIMARY KEY (shop_id, job, key)
);

-- Book and snapshots -------------------------------------------------------------------------------------------------------------

-- The book is unlogged: half the writing, and a crash empties all of it together, so that a shop without a row in books is built
-- anew. Snapshots are logged: pages read them.

CREATE UNLOGGED TABLE books (
  shop_id              INTEGER PRIMARY KEY,
  fingerprint          TEXT NOT NULL,
  as_of                DATE NOT NULL,
  facts_version        BIGINT NOT NULL DEFAULT 0,
  built_at             TIMESTAMPTZ NOT NULL,
  incomplete_customers INTEGER NOT NULL
);

CREATE UNLOGGED TABLE purchases (
  shop_id                   INTEGER,
  customer_id               BIGINT,
  number                    INTEGER,
  day                       DATE NOT NULL,
  month                     SMALLINT NOT NULL,
  cohort                    SMALLINT NOT NULL,
  tenure                    INTEGER NOT NULL,
  gap                       INTEGER,
  plain_number              INTEGER,
  plain_gap                 INTEGER,
  orders                    INTEGER NOT NULL,
  revenue_shop_amount       NUMERIC NOT NULL,
  plain_revenue_shop_amount NUMERIC NOT NULL,
  subscription_orders       INTEGER NOT NULL,
  discounted                BOOLEAN NOT NULL,
  trial_only                BOOLEAN NOT NULL,
  upsell                    BOOLEAN NOT NULL,
  product_ids               BIGINT[],
  PRIMARY KEY (shop_id, customer_id, number)
);
-- subscribers are few, and their purchases are asked for by themselves
CREATE INDEX purchases_subscriptions ON purchases (shop_id, customer_id) WHERE subscription_orders > 0;

CREATE UNLOGGED TABLE customer_summaries (
  shop_id                  INTEGER,
  customer_id              BIGINT,
  first_day                DATE NOT NULL,
  second_day               DATE,
  third_day                DATE,
  last_day                 DATE NOT NULL,
  purchases                INTEGER NOT NULL,
  orders                   INTEGER NOT NULL,
  revenue_shop_amount      NUMERIC NOT NULL,
  discounted_only          BOOLEAN NOT NULL,
  trial_only               BOOLEAN NOT NULL,
  full_day                 DATE,
  upsell_day               DATE,
  subscription_orders      INTEGER NOT NULL,
  plain_purchases          INTEGER NOT NULL,
  plain_second_day         DATE,
  plain_last_day           DATE NOT NULL,
  then_purchases           INTEGER NOT NULL,
  then_last_day            DATE,
  then_trial_only          BOOLEAN,
  then_subscription_orders INTEGER NOT NULL,
  first_products           BIGINT[],
  PRIMARY KEY (shop_id, customer_id)
);

CREATE UNLOGGED TABLE day_books (
  shop_id             INTEGER,
  day                 DATE,
  reason              TEXT,
  orders              INTEGER NOT NULL,
  revenue_shop_amount NUMERIC NOT NULL,
  cost_shop_amount    NUMERIC NOT NULL,
  costed_shop_amount  NUMERIC NOT NULL,
  lines_shop_amount   NUMERIC NOT NULL,
  pending_orders      INTEGER NOT NULL,
  PRIMARY KEY (shop_id, day, reason)
);

CREATE UNLOGGED TABLE incomplete_customers (
  shop_id     INTEGER,
  customer_id BIGINT,
  PRIMARY KEY (shop_id, customer_id)
);

-- Each mark is a row with a key of its own: one that is set while a book takes the others meets no row that is being deleted, waits
-- for no lock and stays for the next book.
CREATE UNLOGGED TABLE dirty_customers (
  shop_id     INTEGER,
  customer_id BIGINT,
  mark        BIGSERIAL,
  PRIMARY KEY (shop_id, customer_id, mark)
);

CREATE UNLOGGED TABLE dirty_days (
  shop_id INTEGER,
  day     DATE,
  mark    BIGSERIAL,
  PRIMARY KEY (shop_id, day, mark)
);

CREATE TABLE snapshots (
  shop_id     INTEGER,
  as_of       DATE,
  numbers     JSONB NOT NULL,
  -- a past day's long series, compressed by the app (app/metrics/stored-numbers.ts)
  series      BYTEA STORAGE EXTERNAL,
  computed_at TIMESTAMPTZ NOT NULL,
  counted_by  TEXT,
  stale       BOOLEAN NOT NULL DEFAULT false,
  PRIMARY KEY (shop_id, as_of)
);

CREATE TABLE snapshot_requests (
  shop_id      INTEGER,
  as_of        DATE,
  state        TEXT NOT NULL,
  requested_at TIMESTAMPTZ NOT NULL,
  finished_at  TIMESTAMPTZ,
  PRIMARY KEY (shop_id, as_of)
);

-- When a shop's snapshot may next be taken, and since when changes wait for it.
CREATE TABLE snapshot_refreshes (
  shop_id        INTEGER PRIMARY KEY,
  requested_at   TIMESTAMPTZ,
  counting_since TIMESTAMPTZ,
  next_at        TIMESTAMPTZ NOT NULL DEFAULT '-infinity'
);

-- Joins the product lists of the orders of one day.
CREATE AGGREGATE array_join(anycompatiblearray) (
  SFUNC = array_cat, STYPE = anycompatiblearray, INITCOND = '{}', PARALLEL = SAFE, COMBINEFUNC = array_cat
);

-- Survey -------------------------------------------------------------------------------------------------------------------------

-- Domains and not checks of the tables: a connection reads a domain once, a table's check with every statement.
CREATE DOMAIN survey_source AS TEXT CHECK (VALUE IN ('thank_you', 'order_status', 'storefront', 'link'));
CREATE DOMAIN survey_reason AS TEXT CHECK (VALUE IN ('indifference', 'product', 'competitor', 'other'));
CREATE DOMAIN survey_language AS TEXT CHECK (VALUE IN ('ja', 'en'));
CREATE DOMAIN survey_voice_state AS TEXT CHECK (VALUE IN ('consented', 'published', 'withdrawn'));

CREATE TABLE survey_answers (
  shop_id     INTEGER,
  id          BIGSERIAL,
  survey      TEXT NOT NULL DEFAULT 'nps',
  source      survey_source NOT NULL,
  language    survey_language NOT NULL,
  order_id    BIGINT,
  customer_id BIGINT,
  visitor     TEXT,
  score       SMALLINT NOT NULL CONSTRAINT survey_answers_score CHECK (score BETWEEN 0 AND 10),
  reason      survey_reason,
  comment     TEXT,
  voice_state survey_voice_state,
  voice_at    TIMESTAMPTZ,
  answered_at TIMESTAMPTZ NOT NULL,
  changed_at  TIMESTAMPTZ NOT NULL,
  rewarded    BOOLEAN NOT NULL DEFAULT false,
  PRIMARY KEY (shop_id, id),
  CONSTRAINT survey_answers_reason CHECK (reason IS NULL OR score <= 6)
);
CREATE UNIQUE INDEX survey_answers_shop_id_survey_order_id_key ON survey_answers (shop_id, survey, order_id);
CREATE UNIQUE INDEX survey_answers_shop_id_survey_visitor_key ON survey_answers (shop_id, survey, visitor);
CREATE INDEX survey_answers_shop_id_customer_id_idx ON survey_answers (shop_id, customer_id);
CREATE INDEX survey_answers_shop_id_answered_at_idx ON survey_answers (shop_id, answered_at);
-- the page of voices reads the newest of each state; without it, every answer of the shop
CREATE INDEX survey_answers_voices ON survey_answers (shop_id, voice_state, voice_at, id) WHERE voice_state IS NOT NULL;

CREATE TABLE survey_answer_changes (
  shop_id   INTEGER,
  key       UUID,
  answer_id BIGINT NOT NULL,
  score     SMALLINT NOT NULL CONSTRAINT survey_answer_changes_score CHECK (score BETWEEN 0 AND 10),
  reason    TEXT,
  comment   TEXT,
  voice     BOOLEAN,
  at        TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (shop_id, key),
  CONSTRAINT survey_answer_changes_answer FOREIGN KEY (shop_id, answer_id) REFERENCES survey_answers (shop_id, id)
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX survey_answer_changes_shop_id_answer_id_idx ON survey_answer_changes (shop_id, answer_id);

-- Who was asked, once for each order, anonymous visitor, and time without an order.
CREATE TABLE survey_views (
  shop_id      INTEGER,
  id           BIGSERIAL,
  survey       TEXT NOT NULL DEFAULT 'nps',
  source       survey_source NOT NULL,
  order_id     BIGINT,
  customer_id  BIGINT,
  visitor      TEXT,
  shown_at     TIMESTAMPTZ NOT NULL,
  dismissed_at TIMESTAMPTZ,
  PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX survey_views_shop_id_survey_order_id_key ON survey_views (shop_id, survey, order_id);
CREATE UNIQUE INDEX survey_views_shop_id_survey_visitor_key ON survey_views (shop_id, survey, visitor);
CREATE INDEX survey_views_shop_id_customer_id_idx ON survey_views (shop_id, customer_id);

-- Who was not asked and why, once for each reason. A customer without an order may be asked again later.
CREATE TABLE survey_refusals (
  shop_id     INTEGER,
  id          BIGSERIAL,
  survey      TEXT NOT NULL DEFAULT 'nps',
  source      survey_source NOT NULL,
  order_id    BIGINT,
  customer_id BIGINT,
  visitor     TEXT,
  why         TEXT NOT NULL,
  refused_at  TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX survey_refusals_shop_id_survey_why_order_id_key ON survey_refusals (shop_id, survey, why, order_id);
CREATE UNIQUE INDEX survey_refusals_shop_id_survey_why_visitor_key ON survey_refusals (shop_id, survey, why, visitor);
CREATE UNIQUE INDEX survey_refusals_customer ON survey_refusals (shop_id, survey, why, customer_id) WHERE order_id IS NULL;

-- Messages about an order that is not known yet, each sender by itself, until the order shows whose it is. No number counts them.
CREATE TABLE survey_waiting (
  shop_id      INTEGER,
  id           BIGSERIAL,
  order_id     BIGINT NOT NULL,
  number_hash  BYTEA,
  customer_id  BIGINT,
  sender       BYTEA NOT NULL,
  source       survey_source NOT NULL,
  received_at  TIMESTAMPTZ NOT NULL,
  shown_at     TIMESTAMPTZ NOT NULL,
  dismissed_at TIMESTAMPTZ,
  language     survey_language,
  score        SMALLINT,
  reason       survey_reason,
  comment      TEXT,
  voice_state  survey_voice_state,
  voice_at     TIMESTAMPTZ,
  answered_at  TIMESTAMPTZ,
  changed_at   TIMESTAMPTZ,
  PRIMARY KEY (shop_id, id)
);
-- one row for each order and proof, whatever other senders say of the same order
CREATE UNIQUE INDEX survey_waiting_proof ON survey_waiting
  (shop_id, order_id, coalesce(number_hash, ''), coalesce(customer_id, 0));

CREATE TABLE survey_waiting_changes (
  shop_id    INTEGER,
  key        UUID,
  waiting_id BIGINT NOT NULL,
  score      SMALLINT NOT NULL,
  reason     TEXT,
  comment    TEXT,
  voice      BOOLEAN,
  at         TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (shop_id, key),
  CONSTRAINT survey_waiting_changes_waiting FOREIGN KEY (shop_id, waiting_id) REFERENCES survey_waiting (shop_id, id)
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX survey_waiting_changes_shop_id_waiting_id_idx ON survey_waiting_changes (shop_id, waiting_id);

-- The reply to a sender whose proof is not the known order's: its next visit gets it again, as it would of an unknown order. The
-- sender is a keyed hash of order and proof; there is no order, no customer and no word here. Expires after seven days.
CREATE TABLE survey_echoes (
  shop_id      INTEGER,
  sender       BYTEA,
  received_at  TIMESTAMPTZ NOT NULL,
  dismissed_at TIMESTAMPTZ,
  score        SMALLINT,
  answered_at  TIMESTAMPTZ,
  PRIMARY KEY (shop_id, sender)
);

CREATE TABLE survey_echo_keys (
  shop_id INTEGER,
  key     UUID,
  sender  BYTEA NOT NULL,
  PRIMARY KEY (shop_id, key),
  CONSTRAINT survey_echo_keys_echo FOREIGN KEY (shop_id, sender) REFERENCES survey_echoes (shop_id, sender)
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX survey_echo_keys_shop_id_sender_idx ON survey_echo_keys (shop_id, sender);

-- Expired rows become counts without a person, from which every day reads as it did before.
CREATE TABLE survey_answer_counts (
  shop_id INTEGER,
  survey  TEXT DEFAULT 'nps',
  day     DATE,
  source  TEXT,
  score   SMALLINT,
  reason  TEXT,
  answers INTEGER NOT NULL,
  PRIMARY KEY (shop_id, survey, day, source, score, reason)
);

CREATE TABLE survey_view_counts (
  shop_id      INTEGER,
  survey       TEXT DEFAULT 'nps',
  shown_on     DATE,
  source       TEXT,
  answered_on  DATE,
  dismissed_on DATE,
  views        INTEGER NOT NULL,
  PRIMARY KEY (shop_id, survey, shown_on, source, answered_on, dismissed_on)
);

CREATE TABLE survey_refusal_counts (
  shop_id  INTEGER,
  survey   TEXT DEFAULT 'nps',
  day      DATE,
  source   TEXT,
  why      TEXT,
  refusals INTEGER NOT NULL,
  PRIMARY KEY (shop_id, survey, day, source, why)
);

-- Answers that the merchant deleted, without their content: their order is not asked about again.
CREATE TABLE deleted_answers (
  shop_id     INTEGER,
  answer_id   BIGINT,
  survey      TEXT NOT NULL DEFAULT 'nps',
  order_id    BIGINT,
  customer_id BIGINT,
  visitor     TEXT,
  deleted_at  TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (shop_id, answer_id)
);
CREATE INDEX deleted_answers_shop_id_order_id_idx ON deleted_answers (shop_id, order_id);
CREATE INDEX deleted_answers_shop_id_customer_id_idx ON deleted_answers (shop_id, customer_id);
CREATE INDEX deleted_answers_shop_id_visitor_idx ON deleted_answers (shop_id, visitor);

-- Messages of a sender, or of a whole shop, within a time. Unlogged: after a crash the limits count from nought. Half of each page stays free, so that
-- an update finds room beside its row.
CREATE UNLOGGED TABLE survey_rates (
  shop_id  INTEGER,
  who      TEXT,
  since    TIMESTAMPTZ NOT NULL,
  messages INTEGER NOT NULL,
  PRIMARY KEY (shop_id, who)
) WITH (fillfactor = 50);

-- Who brought whom, by the app's share links.
CREATE TABLE referrals (
  shop_id              INTEGER,
  referred_customer_id BIGINT,
  referrer_customer_id BIGINT NOT NULL,
  referred_at          TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (shop_id, referred_customer_id)
);
CREATE INDEX referrals_shop_id_referrer_customer_id_idx ON referrals (shop_id, referrer_customer_id);

-- Privacy ------------------------------------------------------------------------------------------------------------------------

CREATE TABLE privacy_requests (
  shop_id         INTEGER,
  id              SERIAL,
  kind            TEXT NOT NULL CONSTRAINT privacy_requests_kind CHECK (kind IN ('dataRequest', 'customerRedact')),
  webhook_id      TEXT NOT NULL,
  customer_id     BIGINT,
  order_ids       BIGINT[],
  state           TEXT NOT NULL CONSTRAINT privacy_requests_state CHECK (state IN ('waiting', 'done', 'expired', 'erased')),
  received_at     TIMESTAMPTZ NOT NULL,
  due_at          TIMESTAMPTZ NOT NULL,
  finished_at     TIMESTAMPTZ,
  file            TEXT,
  file_expires_at TIMESTAMPTZ,
  PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX privacy_requests_shop_id_webhook_id_key ON privacy_requests (shop_id, webhook_id);

-- Keyed hashes of what was erased: whatever comes later is compared with them first, so that nothing brings it back.
CREATE TABLE erased_ids (
  shop_id INTEGER,
  kind    TEXT CONSTRAINT erased_ids_kind CHECK (kind IN ('customer', 'order')),
  hash    BYTEA,
  PRIMARY KEY (shop_id, kind, hash)
);

-- The key of a shop for those hashes, sealed with TOKEN_ENCRYPTION_KEYS.
CREATE TABLE erasure_keys (
  shop_id INTEGER PRIMARY KEY,
  sealed  TEXT NOT NULL
);

-- Walls between shops ------------------------------------------------------------------------------------------------------------

-- PostgreSQL shows and takes the rows of one shop only: the one that the transaction is set to (app.shop_id, see withShop). Every
-- table with a shop_id is behind the wall. prisma/README.md says why each clause is as it is.
DO $$
DECLARE
  walled REGCLASS;
BEGIN
  FOR walled IN
    SELECT attrelid FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE attname = 'shop_id' AND relkind = 'r' AND relnamespace = 'public'::regnamespace
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format($policy$
      CREATE POLICY shop_wall ON %s
        USING (shop_id = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
        WITH CHECK (shop_id = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
    $policy$, walled);
  END LOOP;
END
$$;
