-- Raises shops.orders_a_day to the orders of the last 24 hours, at most once a minute and not while another transaction writes the
-- shop's row, which it does not wait for. Returns whether it counted.
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
  UPDATE shops SET orders_a_day = greatest(orders_a_day, orders_of_last_day(shop, at_)) WHERE id = shop;
  RETURN true;
END
$$;
