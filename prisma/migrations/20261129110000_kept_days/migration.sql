-- Kept days: the long series of a past day lie beside its other numbers, compressed by the app (app/metrics/stored-numbers.ts),
-- each row says which release's numbers it has, and each shop when its merchant last opened the app.

-- AlterTable
ALTER TABLE "snapshots" ADD COLUMN "series" BYTEA;
ALTER TABLE "snapshots" ADD COLUMN "counted_by" TEXT;

-- compressed already: PostgreSQL would try once more on every write
ALTER TABLE "snapshots" ALTER COLUMN "series" SET STORAGE EXTERNAL;

-- AlterTable
ALTER TABLE "shops" ADD COLUMN "opened_at" TIMESTAMPTZ;

-- nobody knows who was here lately: every shop counts as opened today
UPDATE "shops" SET "opened_at" = now();
