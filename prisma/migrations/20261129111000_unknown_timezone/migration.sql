-- The name of a time zone that Shopify says a shop has and PostgreSQL does not know. The shop's other statements use its
-- time zone in SQL, so that the name may not stand there; its import fails and says the name.
ALTER TABLE "shops" ADD COLUMN "unknown_timezone" TEXT;
