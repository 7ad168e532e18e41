-- An order's confirmation number proves whose the order is. It is kept as a hash under a key of the shop's own, which lies sealed with the shop.
ALTER TABLE "orders" ADD COLUMN "confirmation_hash" BYTEA;
ALTER TABLE "shops" ADD COLUMN "confirmation_key" TEXT;
