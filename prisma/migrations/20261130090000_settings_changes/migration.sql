-- The changes of a shop's settings, and the rules by which its numbers were counted (decision 113).
ALTER TABLE "shops"
  -- rises with each change of a setting
  ADD COLUMN "settings_version" INTEGER NOT NULL DEFAULT 0,
  -- the settings_version of the last change that numbers are counted by
  ADD COLUMN "rules_version" INTEGER NOT NULL DEFAULT 0;
-- the shop's rules_version that the numbers were counted by
ALTER TABLE "snapshots" ADD COLUMN "rules_version" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "filtered_snapshots" ADD COLUMN "rules_version" INTEGER NOT NULL DEFAULT 0;

-- What was changed from what to what, the latest changes alone. Nothing says who changed it.
CREATE TABLE "settings_changes" (
  "shop_id"      INTEGER,
  -- the settings_version that the change made: settings saved together have the same
  "version"      INTEGER,
  "part"         TEXT,
  "name"         TEXT,
  "value_before" JSONB NOT NULL,
  "value_after"  JSONB NOT NULL,
  "changed_at"   TIMESTAMPTZ NOT NULL,
  PRIMARY KEY ("shop_id", "version", "part", "name")
);
ALTER TABLE "settings_changes" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "settings_changes"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
