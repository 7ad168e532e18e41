-- Begins a message: finds its shop and sets the transaction to it, counts the limits, and refuses what is about an erased customer
-- or order. The app hashes the ids under the shop's key (m.erased); without them the reply is key_needed with the sealed key.
-- Then whom and what the message is about. A known order names its customer, and no other customer speaks for it. On the storefront
-- the page names the order, which is believed where it is one of the signed-in customer's. Over is what is not asked about any more:
-- an order whose views have become counts (app/shop/survey-expiry.server.ts), and where the merchant has deleted the answer.
CREATE OR REPLACE FUNCTION survey_gate(
  m JSONB, OUT shop INT, OUT zone TEXT, OUT survey JSONB, OUT since TIMESTAMPTZ, OUT ordered BIGINT,
  OUT customer BIGINT, OUT person BIGINT, OUT visitor TEXT, OUT known BOOLEAN, OUT over BOOLEAN, OUT refusal JSONB
) LANGUAGE plpgsql AS $$
DECLARE
  wait INT;
  sealed_ TEXT;
  buyer BIGINT;
  bought TIMESTAMPTZ;
  deleted BOOLEAN;
  -- an assignment costs less than a query, and every message makes these
  done TEXT;
BEGIN
  SELECT id, coalesce(timezone, 'UTC'), coalesce(settings -> 'survey', '{}'), answers_deleted INTO shop, zone, survey, deleted FROM shops
  WHERE domain = m ->> 'shop' AND uninstalled_at IS NULL;
  IF shop IS NULL THEN
    refusal := '{"refused": "unauthorized"}';
    RETURN;
  END IF;
  done := set_config('app.shop_id', shop::text, true);
  -- a waiting message holds a connection, which other shops need: it fails with 55P03 and is sent again
  done := set_config('lock_timeout', '2s', true);
  done := pg_advisory_xact_lock_shared(hashtext('omega.snapshots'), shop);
  SELECT sealed INTO sealed_ FROM erasure_keys WHERE shop_id = shop;
  IF sealed_ IS NOT NULL AND m -> 'erased' IS NULL THEN
    refusal := jsonb_build_object('refused', 'key_needed', 'id', shop, 'sealed', sealed_);
    RETURN;
  END IF;
  wait := survey_too_many(shop, m);
  IF wait IS NOT NULL THEN
    refusal := jsonb_build_object('refused', 'too_many', 'retryAfterSeconds', wait);
    RETURN;
  ELSIF sealed_ IS NOT NULL AND EXISTS (
    SELECT FROM erased_ids JOIN jsonb_each_text(m -> 'erased') AS one(kind_, hex)
      ON kind = kind_ AND hash = decode(hex, 'hex')
    WHERE shop_id = shop
  ) THEN
    refusal := '{"refused": "erased"}';
    RETURN;
  END IF;

  since := (m ->> 'at')::TIMESTAMPTZ
    - make_interval(days => coalesce((survey ->> 'askAgainAfterDays')::INT, (m -> 'defaults' ->> 'askAgainAfterDays')::INT));
  ordered := (m ->> 'order')::BIGINT;
  customer := (m ->> 'customer')::BIGINT;
  SELECT customer_id, processed_at INTO buyer, bought FROM orders WHERE shop_id = shop AND id = ordered;
  known := FOUND;
  IF m ->> 'source' = 'storefront' AND (customer IS NULL OR buyer IS DISTINCT FROM customer) THEN
    ordered := NULL;
    buyer := NULL;
  ELSIF buyer <> customer THEN
    refusal := '{"refused": "not_found"}';
    RETURN;
  END IF;
  person := coalesce(buyer, customer);
  IF ordered IS NULL AND customer IS NULL THEN
    visitor := m ->> 'visitor';
  END IF;
  over := coalesce(ordered IS NOT NULL AND bought < (m ->> 'at')::TIMESTAMPTZ - interval '13 months', false);
  IF NOT over AND deleted THEN
    over := EXISTS (
      SELECT FROM deleted_answers gone WHERE gone.shop_id = shop AND CASE
        WHEN ordered IS NOT NULL THEN gone.order_id = ordered
        WHEN customer IS NOT NULL THEN gone.customer_id = customer AND gone.order_id IS NULL AND gone.deleted_at > since
        ELSE gone.visitor = survey_gate.visitor
      END
    );
  END IF;
END
$$;
