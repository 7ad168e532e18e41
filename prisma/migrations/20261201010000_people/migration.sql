-- The customers of a shop's list, a row each, as of the current day (decision 137). Unlogged as the book is: counted anew from it.
-- What a count reads of every row stands first: columns behind a null or a text are found more slowly.
-- revenue_order, margin_order: what lists are sorted by. Row level security keeps indexes on numeric from conditions.
CREATE UNLOGGED TABLE "people" (
  "shop_id"               INTEGER,
  "customer_id"           BIGINT,
  "revenue_order"         DOUBLE PRECISION NOT NULL,
  "first_day"             DATE NOT NULL,
  "last_day"              DATE NOT NULL,
  "purchases"             INTEGER NOT NULL,
  "orders"                INTEGER NOT NULL,
  "discounted_purchases"  INTEGER NOT NULL,
  "subscription_orders"   INTEGER NOT NULL,
  "stage"                 SMALLINT NOT NULL,
  "email_consent"         BOOLEAN NOT NULL,
  "sms_consent"           BOOLEAN NOT NULL,
  "revenue_shop_amount"   NUMERIC NOT NULL,
  "segment"               TEXT NOT NULL,
  "second_day"            DATE,
  "last_subscription_day" DATE,
  "answered_day"          DATE,
  "own_expected"          DATE,
  "score"                 SMALLINT,
  "first_discounted"      BOOLEAN,
  "first_plan"            BOOLEAN,
  "margin_order"          DOUBLE PRECISION,
  "answer_id"             BIGINT,
  "subscription_gap"      DOUBLE PRECISION,
  "own_gap"               DOUBLE PRECISION,
  "first_source"          TEXT,
  "reason"                TEXT,
  "rfm_group"             TEXT,
  "cost_shop_amount"      NUMERIC NOT NULL,
  "costed_shop_amount"    NUMERIC NOT NULL,
  "lines_shop_amount"     NUMERIC NOT NULL,
  "margin_shop_amount"    NUMERIC,
  "first_products"        BIGINT[],
  "second_products"       BIGINT[],
  "bought_products"       BIGINT[],
  "filter_products"       BIGINT[],
  PRIMARY KEY ("shop_id", "customer_id")
);
ALTER TABLE "people" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "people"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

CREATE INDEX "people_revenue" ON "people" ("shop_id", "revenue_order", "customer_id");
CREATE INDEX "people_purchases" ON "people" ("shop_id", "purchases", "customer_id");
CREATE INDEX "people_last" ON "people" ("shop_id", "last_day", "customer_id");
CREATE INDEX "people_first" ON "people" ("shop_id", "first_day", "customer_id");
CREATE INDEX "people_score" ON "people" ("shop_id", "score", "customer_id") WHERE "score" IS NOT NULL;
CREATE INDEX "people_expected" ON "people" ("shop_id", "own_expected", "customer_id") WHERE "own_expected" IS NOT NULL;
CREATE INDEX "people_margin" ON "people" ("shop_id", "margin_order", "customer_id");

-- The rules and the day of these rows; no row: they are being written.
CREATE UNLOGGED TABLE "people_books" (
  "shop_id"     INTEGER PRIMARY KEY,
  "fingerprint" TEXT NOT NULL,
  "as_of"       DATE NOT NULL
);
ALTER TABLE "people_books" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "people_books"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

-- Customers whose part of the book changed since.
CREATE UNLOGGED TABLE "dirty_people" (
  "shop_id"     INTEGER,
  "customer_id" BIGINT,
  PRIMARY KEY ("shop_id", "customer_id")
);
ALTER TABLE "dirty_people" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "dirty_people"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

-- The same rows as of past days that a merchant looks at.
CREATE UNLOGGED TABLE "past_people" (
  "shop_id"               INTEGER,
  "as_of"                 DATE,
  "customer_id"           BIGINT,
  "revenue_order"         DOUBLE PRECISION NOT NULL,
  "first_day"             DATE NOT NULL,
  "last_day"              DATE NOT NULL,
  "purchases"             INTEGER NOT NULL,
  "orders"                INTEGER NOT NULL,
  "discounted_purchases"  INTEGER NOT NULL,
  "subscription_orders"   INTEGER NOT NULL,
  "stage"                 SMALLINT NOT NULL,
  "email_consent"         BOOLEAN NOT NULL,
  "sms_consent"           BOOLEAN NOT NULL,
  "revenue_shop_amount"   NUMERIC NOT NULL,
  "segment"               TEXT NOT NULL,
  "second_day"            DATE,
  "last_subscription_day" DATE,
  "answered_day"          DATE,
  "own_expected"          DATE,
  "score"                 SMALLINT,
  "first_discounted"      BOOLEAN,
  "first_plan"            BOOLEAN,
  "margin_order"          DOUBLE PRECISION,
  "answer_id"             BIGINT,
  "subscription_gap"      DOUBLE PRECISION,
  "own_gap"               DOUBLE PRECISION,
  "first_source"          TEXT,
  "reason"                TEXT,
  "rfm_group"             TEXT,
  "cost_shop_amount"      NUMERIC NOT NULL,
  "costed_shop_amount"    NUMERIC NOT NULL,
  "lines_shop_amount"     NUMERIC NOT NULL,
  "margin_shop_amount"    NUMERIC,
  "first_products"        BIGINT[],
  "second_products"       BIGINT[],
  "bought_products"       BIGINT[],
  "filter_products"       BIGINT[],
  PRIMARY KEY ("shop_id", "as_of", "customer_id")
);
ALTER TABLE "past_people" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "past_people"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

-- Those days: asked for, being counted, counted.
CREATE UNLOGGED TABLE "past_people_days" (
  "shop_id"      INTEGER,
  "as_of"        DATE,
  "requested_at" TIMESTAMPTZ,
  "started_at"   TIMESTAMPTZ,
  "seen_at"      TIMESTAMPTZ NOT NULL,
  "computed_at"  TIMESTAMPTZ,
  -- computed_at of the day's own numbers, whose thresholds the list is read with
  "base_at"      TIMESTAMPTZ,
  PRIMARY KEY ("shop_id", "as_of")
);
ALTER TABLE "past_people_days" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "past_people_days"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
