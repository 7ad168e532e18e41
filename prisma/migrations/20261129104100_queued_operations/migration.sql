-- Whether Shopify has a part's bulk operation in its queue: that is waited for, and the page says so.

ALTER TABLE "import_parts" ADD COLUMN "queued" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "sweep_parts" ADD COLUMN "queued" BOOLEAN NOT NULL DEFAULT false;
