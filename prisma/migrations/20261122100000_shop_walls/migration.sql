-- Walls between shops: PostgreSQL itself shows and takes the rows of one shop only, the one that the transaction is set to
-- (app.shop_id, see withShop). Forced, so that it holds for the owner of the tables too. Without a shop there is nothing to
-- see and nothing can be written: a setting that was made for a transaction leaves an empty text behind on its connection,
-- which NULLIF makes a null. The sub-select is worked out once per statement and leaves indexes usable.
-- A migration that changes rows sets each shop in turn: see prisma/README.md.

ALTER TABLE "imports" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "imports" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "imports"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "import_parts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "import_parts" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "import_parts"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "orders" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "orders"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "order_lines" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "order_lines" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "order_lines"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "customers" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "customers" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "customers"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "products" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "products" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "products"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "variant_costs" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "variant_costs" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "variant_costs"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "purchases" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "purchases" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "purchases"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "customer_summaries" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "customer_summaries" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "customer_summaries"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "day_books" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "day_books" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "day_books"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "books" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "books" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "books"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "dirty_customers" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "dirty_customers" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "dirty_customers"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "dirty_days" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "dirty_days" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "dirty_days"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "snapshots" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "snapshots" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "snapshots"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "snapshot_requests" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "snapshot_requests" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "snapshot_requests"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "advertising_spend" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "advertising_spend" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "advertising_spend"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "product_roles" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "product_roles" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "product_roles"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "survey_answers" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "survey_answers" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "survey_answers"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "referrals" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "referrals" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "referrals"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
