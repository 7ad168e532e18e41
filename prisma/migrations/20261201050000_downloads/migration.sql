-- Addresses of files that open once (decision 142), and how far their downloads are.
CREATE TABLE "download_tickets" (
  "shop_id"      INTEGER,
  -- of the ticket and the member of the staff together: neither is stored
  "ticket_hash"  BYTEA,
  "what"         TEXT NOT NULL,
  -- which rows; empty once the address was opened
  "query"        TEXT NOT NULL,
  "language"     TEXT NOT NULL,
  "requested_at" TIMESTAMPTZ NOT NULL,
  "opened_at"    TIMESTAMPTZ,
  "sent_at"      TIMESTAMPTZ,
  "sent_rows"    INTEGER NOT NULL DEFAULT 0,
  -- done, left (the browser went away), failed; null: not over
  "outcome"      TEXT,
  PRIMARY KEY ("shop_id", "ticket_hash")
);
ALTER TABLE "download_tickets" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "download_tickets"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
