-- What the merchant says to the customers of a kept list.
ALTER TABLE "saved_views" ADD COLUMN "message" TEXT;

-- How many customers a kept list had, a row for each day D since it is kept.
CREATE TABLE "saved_view_sizes" (
  "shop_id"   INTEGER,
  "view_id"   INTEGER,
  "as_of"     DATE,
  "customers" INTEGER NOT NULL,
  PRIMARY KEY ("shop_id", "view_id", "as_of"),
  CONSTRAINT "saved_view_sizes_view" FOREIGN KEY ("shop_id", "view_id") REFERENCES "saved_views" ("shop_id", "id")
    ON DELETE CASCADE ON UPDATE CASCADE
);
ALTER TABLE "saved_view_sizes" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "saved_view_sizes"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
