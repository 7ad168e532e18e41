-- How many lines Shopify has prepared of a part and when that last grew: an operation that stands still is cancelled and asked for again, a result with fewer lines was cut.
-- AlterTable
ALTER TABLE "import_parts" ADD COLUMN "prepared_lines" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "moved_at" TIMESTAMPTZ;
