-- Products of the first purchase stand with the customer, so that the page by first product reads one small table. Books are built anew.
ALTER TABLE "customer_summaries" ADD COLUMN "first_products" BIGINT[];
