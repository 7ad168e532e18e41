-- Unit costs that a merchant enters, the variants that they are of, and what was sold of each a day (decision 116).
CREATE TABLE "variants" (
  "shop_id"    INTEGER,
  "id"         BIGINT,
  "product_id" BIGINT NOT NULL,
  "title"      TEXT NOT NULL,
  "sku"        TEXT,
  PRIMARY KEY ("shop_id", "id")
);
CREATE INDEX "variants_shop_id_product_id_idx" ON "variants" ("shop_id", "product_id");
ALTER TABLE "variants" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "variants"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

CREATE TABLE "own_unit_costs" (
  "shop_id"               INTEGER,
  "product_id"            BIGINT,
  -- 0: every variant of the product that has no cost of its own
  "variant_id"            BIGINT,
  -- the first day of the shop whose orders have it; -infinity: always
  "from_day"              DATE,
  "unit_cost_shop_amount" NUMERIC NOT NULL,
  PRIMARY KEY ("shop_id", "product_id", "variant_id", "from_day")
);
ALTER TABLE "own_unit_costs" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "own_unit_costs"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

-- Part of the book, of shops with own unit costs alone. Unlogged as the book is: it is counted anew from the orders.
CREATE UNLOGGED TABLE "variant_days" (
  "shop_id"            INTEGER,
  "day"                DATE,
  -- 0: none
  "product_id"         BIGINT,
  "variant_id"         BIGINT,
  "quantity"           BIGINT NOT NULL,
  -- by Shopify's unit costs
  "cost_shop_amount"   NUMERIC NOT NULL,
  "costed_shop_amount" NUMERIC NOT NULL,
  "lines_shop_amount"  NUMERIC NOT NULL,
  PRIMARY KEY ("shop_id", "day", "product_id", "variant_id")
);
ALTER TABLE "variant_days" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "variant_days"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
