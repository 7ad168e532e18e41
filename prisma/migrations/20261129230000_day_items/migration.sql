-- Items kept of a day's orders; a book of before is built anew, since its fingerprint has changed.
ALTER TABLE "day_books" ADD COLUMN "items" BIGINT NOT NULL DEFAULT 0;
