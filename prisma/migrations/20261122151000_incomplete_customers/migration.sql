-- Of whom Shopify counts more orders than were read, kept by customer: a change of one is counted
-- without counting everybody again. Unlogged, as everything that is worked out of the facts.
CREATE UNLOGGED TABLE "incomplete_customers" (
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,

    CONSTRAINT "incomplete_customers_pkey" PRIMARY KEY ("shop_id","customer_id")
);
ALTER TABLE "incomplete_customers" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "incomplete_customers" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "incomplete_customers"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
