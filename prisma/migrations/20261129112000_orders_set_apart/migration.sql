-- Orders that hold a value which no table holds (app/ingest/bounds.ts). They stand in no number, and Home names them.
CREATE TABLE "orders_set_apart" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "name" TEXT,
    "field" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ,
    "seen_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "orders_set_apart_pkey" PRIMARY KEY ("shop_id","order_id")
);
ALTER TABLE "orders_set_apart" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "orders_set_apart" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "orders_set_apart"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
