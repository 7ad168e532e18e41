-- The night looks through sixty days of changes, which takes minutes in a large shop: when a look began, and how far one
-- that has not ended has come.

-- AlterTable
ALTER TABLE "reconciliations" ADD COLUMN "begun_at" TIMESTAMPTZ, ADD COLUMN "came_to" TIMESTAMPTZ;
