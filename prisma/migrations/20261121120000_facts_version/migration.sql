-- Which state of the facts a book was built from. A merge that commits while a book is being built raises the number of the
-- shop, and the book is then seen to be of an older state. It survives a crash, which books do not.
ALTER TABLE "shops" ADD COLUMN "facts_version" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "books" ADD COLUMN "facts_version" BIGINT NOT NULL DEFAULT 0;
