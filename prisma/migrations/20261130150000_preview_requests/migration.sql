-- What a merchant tries that takes too long for a page: one draft of a shop, from the request until it is saved, or for a day.
CREATE TABLE "preview_requests" (
  "shop_id"          INTEGER PRIMARY KEY,
  -- a hash of the draft, the day and the release (app/metrics/preview/drafts/draft.server.ts)
  "draft_key"        TEXT NOT NULL,
  "draft"            JSONB NOT NULL,
  "counted_by"       TEXT NOT NULL,
  -- the shop's at the request: with other settings or orders it is void
  "settings_version" INTEGER NOT NULL,
  "facts_version"    BIGINT NOT NULL,
  "requested_at"     TIMESTAMPTZ NOT NULL,
  "started_at"       TIMESTAMPTZ,
  -- null until it is counted
  "result"           JSONB,
  "computed_at"      TIMESTAMPTZ
);
ALTER TABLE "preview_requests" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "preview_requests"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
