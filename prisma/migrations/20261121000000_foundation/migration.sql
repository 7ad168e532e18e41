-- The first tables: shops and sessions, the facts of Shopify, the progress of an import, and what is worked out of the facts.
-- Every key of a table of a shop begins with the shop. No names, e-mail or postal addresses stand anywhere
-- (sessions belong to the library of Shopify, the app uses offline sessions, which carry no person).
-- (No apostrophes or semicolons in comments here: the JS schema engine splits statements by hand.)

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "imports" (
    "shop_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "state" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "failure" TEXT,
    "failure_detail" TEXT,

    CONSTRAINT "imports_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "import_parts" (
    "shop_id" INTEGER NOT NULL,
    "import_id" INTEGER NOT NULL,
    "part" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "bulk_operation_id" TEXT,
    "result_url" TEXT,
    "total" BIGINT,
    "prepared" BIGINT NOT NULL DEFAULT 0,
    "rows_read" BIGINT NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "next_try_at" TIMESTAMPTZ,

    CONSTRAINT "import_parts_pkey" PRIMARY KEY ("shop_id","import_id","part")
);

-- CreateTable
CREATE TABLE "orders" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "processed_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "cancelled_at" TIMESTAMPTZ,
    "customer_id" BIGINT,
    "test" BOOLEAN NOT NULL,
    "financial_status" TEXT,
    "currency" TEXT NOT NULL,
    "taxes_included" BOOLEAN NOT NULL,
    "source_name" TEXT,
    "subtotal_shop_amount" DECIMAL NOT NULL,
    "current_subtotal_shop_amount" DECIMAL NOT NULL,
    "refund_discrepancy_shop_amount" DECIMAL NOT NULL,
    "kept_quantity" INTEGER NOT NULL,
    "has_gift_card" BOOLEAN NOT NULL,
    "has_selling_plan" BOOLEAN NOT NULL,
    "discounted" BOOLEAN NOT NULL,
    "goods_list_shop_amount" DECIMAL NOT NULL,
    "goods_discount_shop_amount" DECIMAL NOT NULL,
    "gift_card_shop_amount" DECIMAL NOT NULL,
    "gift_card_kept_shop_amount" DECIMAL NOT NULL,
    "tax_kept_shop_amount" DECIMAL NOT NULL,
    "cost_shop_amount" DECIMAL NOT NULL,
    "costed_shop_amount" DECIMAL NOT NULL,
    "costed_tax_shop_amount" DECIMAL NOT NULL,
    "lines_shop_amount" DECIMAL NOT NULL,
    "product_ids" BIGINT[],

    CONSTRAINT "orders_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "order_lines" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "product_id" BIGINT,
    "variant_id" BIGINT,
    "selling_plan_id" BIGINT,
    "quantity" INTEGER NOT NULL,
    "kept_quantity" INTEGER NOT NULL,
    "gift_card" BOOLEAN NOT NULL,
    "discounted" BOOLEAN NOT NULL,
    "list_shop_amount" DECIMAL NOT NULL,
    "discount_shop_amount" DECIMAL NOT NULL,
    "tax_shop_amount" DECIMAL NOT NULL,
    "unit_cost_shop_amount" DECIMAL,

    CONSTRAINT "order_lines_pkey" PRIMARY KEY ("shop_id","order_id","id")
);

-- CreateTable
CREATE TABLE "customers" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "number_of_orders" BIGINT NOT NULL,
    "email_state" TEXT,
    "email_state_at" TIMESTAMPTZ,
    "sms_state" TEXT,
    "sms_state_at" TIMESTAMPTZ,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "rfm_group" TEXT,
    "data_sale_opt_out" BOOLEAN NOT NULL,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "products" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "products_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "variant_costs" (
    "shop_id" INTEGER NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "unit_cost_shop_amount" DECIMAL NOT NULL,

    CONSTRAINT "variant_costs_pkey" PRIMARY KEY ("shop_id","variant_id")
);

-- CreateTable
CREATE TABLE "purchases" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "month" SMALLINT NOT NULL,
    "cohort" SMALLINT NOT NULL,
    "tenure" INTEGER NOT NULL,
    "gap" INTEGER,
    "plain_number" INTEGER,
    "plain_gap" INTEGER,
    "orders" INTEGER NOT NULL,
    "revenue_shop_amount" DECIMAL NOT NULL,
    "plain_revenue_shop_amount" DECIMAL NOT NULL,
    "subscription_orders" INTEGER NOT NULL,
    "discounted" BOOLEAN NOT NULL,
    "trial_only" BOOLEAN NOT NULL,
    "upsell" BOOLEAN NOT NULL,
    "product_ids" BIGINT[],

    CONSTRAINT "purchases_pkey" PRIMARY KEY ("shop_id","customer_id","number")
);

-- CreateTable
CREATE TABLE "customer_summaries" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "first_day" DATE NOT NULL,
    "second_day" DATE,
    "third_day" DATE,
    "last_day" DATE NOT NULL,
    "purchases" INTEGER NOT NULL,
    "orders" INTEGER NOT NULL,
    "revenue_shop_amount" DECIMAL NOT NULL,
    "discounted_only" BOOLEAN NOT NULL,
    "trial_only" BOOLEAN NOT NULL,
    "full_day" DATE,
    "upsell_day" DATE,
    "subscription_orders" INTEGER NOT NULL,
    "plain_purchases" INTEGER NOT NULL,
    "plain_second_day" DATE,
    "plain_last_day" DATE NOT NULL,
    "then_purchases" INTEGER NOT NULL,
    "then_last_day" DATE,
    "then_trial_only" BOOLEAN,
    "then_subscription_orders" INTEGER NOT NULL,

    CONSTRAINT "customer_summaries_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "day_books" (
    "shop_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "orders" INTEGER NOT NULL,
    "revenue_shop_amount" DECIMAL NOT NULL,
    "cost_shop_amount" DECIMAL NOT NULL,
    "costed_shop_amount" DECIMAL NOT NULL,
    "lines_shop_amount" DECIMAL NOT NULL,
    "pending_orders" INTEGER NOT NULL,

    CONSTRAINT "day_books_pkey" PRIMARY KEY ("shop_id","day","reason")
);

-- CreateTable
CREATE TABLE "books" (
    "shop_id" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "built_at" TIMESTAMPTZ NOT NULL,
    "incomplete_customers" INTEGER NOT NULL,

    CONSTRAINT "books_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "dirty_customers" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,

    CONSTRAINT "dirty_customers_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "dirty_days" (
    "shop_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "dirty_days_pkey" PRIMARY KEY ("shop_id","day")
);

-- CreateTable
CREATE TABLE "snapshots" (
    "shop_id" INTEGER NOT NULL,
    "as_of" DATE NOT NULL,
    "numbers" JSONB NOT NULL,
    "computed_at" TIMESTAMPTZ NOT NULL,
    "stale" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "snapshots_pkey" PRIMARY KEY ("shop_id","as_of")
);

-- CreateTable
CREATE TABLE "snapshot_requests" (
    "shop_id" INTEGER NOT NULL,
    "as_of" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ NOT NULL,
    "finished_at" TIMESTAMPTZ,

    CONSTRAINT "snapshot_requests_pkey" PRIMARY KEY ("shop_id","as_of")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMPTZ,
    "access_token" TEXT NOT NULL,
    "user_id" BIGINT,
    "first_name" TEXT,
    "last_name" TEXT,
    "email" TEXT,
    "account_owner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "email_verified" BOOLEAN DEFAULT false,
    "refresh_token" TEXT,
    "refresh_token_expires" TIMESTAMPTZ,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shops" (
    "id" SERIAL NOT NULL,
    "domain" TEXT NOT NULL,
    "shopify_id" BIGINT,
    "name" TEXT NOT NULL DEFAULT '',
    "currency" TEXT,
    "timezone" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'ja',
    "scopes" TEXT[],
    "settings" JSONB NOT NULL DEFAULT '{}',
    "installed_at" TIMESTAMPTZ NOT NULL,
    "uninstalled_at" TIMESTAMPTZ,
    "history_starts_on" DATE,

    CONSTRAINT "shops_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "advertising_spend" (
    "shop_id" INTEGER NOT NULL,
    "month" DATE NOT NULL,
    "channel" TEXT NOT NULL,
    "spend_shop_amount" DECIMAL NOT NULL,

    CONSTRAINT "advertising_spend_pkey" PRIMARY KEY ("shop_id","month","channel")
);

-- CreateTable
CREATE TABLE "product_roles" (
    "shop_id" INTEGER NOT NULL,
    "product_id" BIGINT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "product_roles_pkey" PRIMARY KEY ("shop_id","product_id")
);

-- CreateTable
CREATE TABLE "survey_answers" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "customer_id" BIGINT,
    "order_id" BIGINT,
    "score" SMALLINT NOT NULL,
    "answered_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "survey_answers_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "referrals" (
    "shop_id" INTEGER NOT NULL,
    "referred_customer_id" BIGINT NOT NULL,
    "referrer_customer_id" BIGINT NOT NULL,
    "referred_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "referrals_pkey" PRIMARY KEY ("shop_id","referred_customer_id")
);

-- CreateIndex
CREATE INDEX "orders_shop_id_customer_id_idx" ON "orders"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "orders_shop_id_processed_at_idx" ON "orders"("shop_id", "processed_at");

-- CreateIndex
CREATE INDEX "sessions_shop_idx" ON "sessions"("shop");

-- CreateIndex
CREATE UNIQUE INDEX "shops_domain_key" ON "shops"("domain");

-- CreateIndex
CREATE INDEX "survey_answers_shop_id_customer_id_idx" ON "survey_answers"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "referrals_shop_id_referrer_customer_id_idx" ON "referrals"("shop_id", "referrer_customer_id");


-- Staging of an import: tables of its own per import, unlogged, dropped after use.
CREATE SCHEMA "staging";

-- Joins the product lists of the orders of one day.
CREATE AGGREGATE "array_join"(anycompatiblearray) (
  SFUNC = array_cat, STYPE = anycompatiblearray, INITCOND = '{}', PARALLEL = SAFE, COMBINEFUNC = array_cat
);

-- What the app relies on, said to the database.
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_score" CHECK ("score" BETWEEN 0 AND 10);
ALTER TABLE "product_roles" ADD CONSTRAINT "product_roles_role" CHECK ("role" IN ('trial', 'main', 'backEnd', 'crossSell'));
ALTER TABLE "imports" ADD CONSTRAINT "imports_state" CHECK ("state" IN ('running', 'done', 'failed'));
ALTER TABLE "imports" ADD CONSTRAINT "imports_phase" CHECK ("phase" IN ('asking', 'reading', 'merging', 'done'));
ALTER TABLE "import_parts" ADD CONSTRAINT "import_parts_part" CHECK ("part" IN ('orders', 'customers', 'costs'));
ALTER TABLE "import_parts" ADD CONSTRAINT "import_parts_state" CHECK ("state" IN ('waiting', 'preparing', 'ready', 'staged'));
-- one reading of a shop at a time
CREATE UNIQUE INDEX "imports_running" ON "imports" ("shop_id") WHERE "state" = 'running';

-- Subscribers are few, their purchases are asked for by themselves.
CREATE INDEX "purchases_subscriptions" ON "purchases" ("shop_id", "customer_id") WHERE "subscription_orders" > 0;

-- Whether a shop has subscriptions is asked before every book.
CREATE INDEX "orders_subscriptions" ON "orders" ("shop_id") WHERE "has_selling_plan";

-- What is worked out of the facts is unlogged: half the writing, and a crash empties all of it together, so that a shop
-- without a row in books is simply built anew. Snapshots stay logged: pages read them.
ALTER TABLE "purchases" SET UNLOGGED;
ALTER TABLE "customer_summaries" SET UNLOGGED;
ALTER TABLE "day_books" SET UNLOGGED;
ALTER TABLE "books" SET UNLOGGED;
ALTER TABLE "dirty_customers" SET UNLOGGED;
ALTER TABLE "dirty_days" SET UNLOGGED;
