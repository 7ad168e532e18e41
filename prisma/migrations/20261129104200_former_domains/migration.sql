-- A shop may come back under another myshopify domain. It is one shop with its answers: its row takes the new domain and
-- remembers the ones before, which links in mails were signed for.

ALTER TABLE "shops" ADD COLUMN "former_domains" TEXT[] NOT NULL DEFAULT '{}';
