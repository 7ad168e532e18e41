-- How the buyer came to an order, as far as Shopify knows (app/ingest/facts/visits.ts): no address of a page is kept.
ALTER TABLE "orders"
  ADD COLUMN "attribution" TEXT,
  ADD COLUMN "visits_ready" BOOLEAN,
  ADD COLUMN "first_visit" JSONB,
  ADD COLUMN "last_visit" JSONB,
  ADD COLUMN "source" TEXT;
