-- The shop's orders of the last 24 hours before a moment: those that are read, and those that Shopify's signed webhooks named and
-- that are not read yet. Where the reading lags, as during a first import or an outage of Shopify, these are the orders that buyers
-- answer about.
CREATE OR REPLACE FUNCTION orders_of_last_day(shop INT, at_ TIMESTAMPTZ) RETURNS INT LANGUAGE sql STABLE AS $$
  SELECT ((SELECT count(*) FROM orders WHERE shop_id = shop AND processed_at > at_ - interval '1 day' AND processed_at <= at_)
    + (SELECT count(*) FROM reread_requests request
       WHERE shop_id = shop AND kind = 'order' AND NOT reported_deleted AND requested_at > at_ - interval '1 day'
         AND NOT EXISTS (SELECT FROM orders WHERE shop_id = shop AND id = request.id)))::INT
$$;
