-- The first counted order of a customer, on its first purchase alone; a book of before is built anew.
ALTER TABLE "purchases"
  ADD COLUMN "first_product_ids" BIGINT[],
  ADD COLUMN "first_discounted" BOOLEAN,
  ADD COLUMN "first_plan" BOOLEAN,
  ADD COLUMN "first_source" TEXT;

-- The numbers of chosen customers as of a day, from the request until some days after the last look at them.
CREATE TABLE "filtered_snapshots" (
  "shop_id"      INTEGER,
  "as_of"        DATE,
  -- a hash of the filter (app/metrics/filter/filter.ts)
  "filter_key"   TEXT,
  "filter"       JSONB NOT NULL,
  -- an open request: null once it is done
  "requested_at" TIMESTAMPTZ,
  "started_at"   TIMESTAMPTZ,
  "seen_at"      TIMESTAMPTZ NOT NULL,
  -- compressed JSON; null until they are counted
  "numbers"      BYTEA STORAGE EXTERNAL,
  "computed_at"  TIMESTAMPTZ,
  "counted_by"   TEXT,
  -- when the shop's own numbers were counted whose thresholds these have
  "base_at"      TIMESTAMPTZ,
  PRIMARY KEY ("shop_id", "as_of", "filter_key")
);
ALTER TABLE "filtered_snapshots" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "filtered_snapshots"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
