-- Lists of customers that a merchant keeps: the words of their address, under a name.
CREATE TABLE "saved_views" (
  "shop_id" INTEGER NOT NULL,
  "id"      SERIAL,
  "name"    TEXT NOT NULL,
  -- as addresses have it, with its version (app/ui/people/who.ts)
  "who"     TEXT NOT NULL,
  PRIMARY KEY ("shop_id", "id"),
  UNIQUE ("shop_id", "name")
);
ALTER TABLE "saved_views" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "saved_views"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
