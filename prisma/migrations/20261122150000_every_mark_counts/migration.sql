-- A mark that is set while a book takes the marks must stay for the next one. With a key of its own
-- each mark is a row: it meets no other that is being deleted, and nobody waits for anybody.
ALTER TABLE "dirty_customers" DROP CONSTRAINT "dirty_customers_pkey";
ALTER TABLE "dirty_customers" ADD COLUMN "mark" BIGSERIAL NOT NULL;
ALTER TABLE "dirty_customers" ADD CONSTRAINT "dirty_customers_pkey" PRIMARY KEY ("shop_id", "customer_id", "mark");

ALTER TABLE "dirty_days" DROP CONSTRAINT "dirty_days_pkey";
ALTER TABLE "dirty_days" ADD COLUMN "mark" BIGSERIAL NOT NULL;
ALTER TABLE "dirty_days" ADD CONSTRAINT "dirty_days_pkey" PRIMARY KEY ("shop_id", "day", "mark");
