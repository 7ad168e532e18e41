-- Raises shops.orders_a_day to the orders of the last 24 hours, at most once a minute and not while another transaction writes the
-- shop's row, which it does not wait for. Orders that Shopify's signed webhooks named and that are not read yet count as well: where
-- the reading lags, as during a first import or an outage of Shopify, they are the orders that buyers answer about. Returns whether
-- it counted.
CREATE OR REPLACE FUNCTION survey_count_orders_a_day(shop INT, at_ TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO survey_rates AS counted (shop_id, who, since, messages) VALUES (shop, 'orders-a-day', at_, 1)
  ON CONFLICT (shop_id, who) DO UPDATE SET since = excluded.since
  WHERE abs(extract(epoch FROM excluded.since - counted.since)) >= 60;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM FROM shops WHERE id = shop FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE shops SET orders_a_day = greatest(orders_a_day,
    (SELECT count(*) FROM orders WHERE shop_id = shop AND processed_at > at_ - interval '1 day' AND processed_at <= at_)
    + (SELECT count(*) FROM reread_requests request WHERE shop_id = shop AND kind = 'order' AND NOT reported_deleted
         AND requested_at > at_ - interval '1 day'
         AND NOT EXISTS (SELECT FROM orders WHERE shop_id = shop AND id = request.id)))
  WHERE id = shop;
  RETURN true;
END
$$;
