-- The book keeps what the second and third purchases were of, and what subscription orders brought.
ALTER TABLE "purchases"
  ADD COLUMN "next_product_ids" BIGINT[],
  ADD COLUMN "subscription_revenue_shop_amount" DECIMAL;
