-- Customers whom Shopify merged into others: the address of the one who is gone says where its orders and answers are.
CREATE TABLE "merged_customers" (
  "shop_id"     INTEGER,
  "customer_id" BIGINT,
  "into_id"     BIGINT NOT NULL,
  PRIMARY KEY ("shop_id", "customer_id")
);
CREATE INDEX "merged_customers_into" ON "merged_customers" ("shop_id", "into_id");
ALTER TABLE "merged_customers" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "merged_customers"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
