-- Begins a message: finds its shop and sets the transaction to it, counts the limits, and refuses a message about an erased customer
-- or order. The app hashes numbers and ids under the shop's keys, and names the keys that it used (m.keys). Where the shop has other
-- keys, the reply is key_needed with the sealed ones.
-- Then decides whom and what the message is about, and what proves it. A signed link proves its order. So does the confirmation
-- number of a known order, and the signed customer of that order. Any other message about an order is unproved: waiting, where the
-- order is not known; wrong, where it is; missing, where there is neither number nor customer. Nothing of an unproved order's row is
-- used. Over is an order that is not asked about any more: its views have become counts (app/privacy/expire/survey.server.ts), or the
-- merchant has deleted the answer.
CREATE OR REPLACE FUNCTION survey_gate(
  m JSONB, OUT shop INT, OUT zone TEXT, OUT survey JSONB, OUT since TIMESTAMPTZ, OUT ordered BIGINT, OUT number BYTEA,
  OUT customer BIGINT, OUT person BIGINT, OUT visitor TEXT, OUT unproved TEXT, OUT over BOOLEAN, OUT refusal JSONB
) LANGUAGE plpgsql AS $$
DECLARE
  wait INT;
  confirmation_ TEXT;
  erasure_ TEXT;
  buyer BIGINT;
  right_ BYTEA;
  bought TIMESTAMPTZ;
  deleted BOOLEAN;
  -- an assignment costs less than a query, and every message makes these
  done TEXT;
BEGIN
  SELECT id, coalesce(timezone, 'UTC'), coalesce(settings -> 'survey', '{}'), answers_deleted, confirmation_key
  INTO shop, zone, survey, deleted, confirmation_ FROM shops
  WHERE domain = m ->> 'shop' AND uninstalled_at IS NULL;
  IF shop IS NULL THEN
    refusal := '{"refused": "unauthorized"}';
    RETURN;
  END IF;
  done := set_config('app.shop_id', shop::text, true);
  -- a waiting message holds a connection that other shops need: it fails with 55P03, and the client sends it again
  done := set_config('lock_timeout', '2s', true);
  done := pg_advisory_xact_lock_shared(hashtext('omega.snapshots'), shop);
  SELECT sealed INTO erasure_ FROM erasure_keys WHERE shop_id = shop;
  IF m -> 'keys' IS NULL OR m #>> '{keys,confirmation}' IS DISTINCT FROM confirmation_
    OR m #>> '{keys,erasure}' IS DISTINCT FROM erasure_ THEN
    refusal := jsonb_build_object('refused', 'key_needed', 'id', shop, 'confirmation', confirmation_, 'erasure', erasure_);
    RETURN;
  END IF;

  since := (m ->> 'at')::TIMESTAMPTZ
    - make_interval(days => coalesce((survey ->> 'askAgainAfterDays')::INT, (m -> 'defaults' ->> 'askAgainAfterDays')::INT));
  ordered := (m ->> 'order')::BIGINT;
  customer := (m ->> 'customer')::BIGINT;
  over := false;
  IF ordered IS NOT NULL THEN
    number := decode(m ->> 'number', 'hex');
    SELECT customer_id, confirmation_hash, processed_at INTO buyer, right_, bought FROM orders WHERE shop_id = shop AND id = ordered;
    unproved := CASE
      WHEN m ->> 'source' = 'link' OR buyer = customer OR right_ = number THEN NULL
      WHEN number IS NULL AND customer IS NULL THEN 'missing'
      WHEN bought IS NULL THEN 'waiting'
      ELSE 'wrong'
    END;
  END IF;

  wait := survey_too_many(shop, m, CASE WHEN unproved IS NULL THEN 'proved' ELSE 'unproved' END);
  IF wait IS NOT NULL THEN
    refusal := jsonb_build_object('refused', 'too_many', 'retryAfterSeconds', wait, 'unproved', unproved);
    RETURN;
  ELSIF unproved = 'missing' THEN
    -- replies before it checks erased ids: without a proof no sender learns which orders there were
    RETURN;
  ELSIF erasure_ IS NOT NULL AND EXISTS (
    SELECT FROM erased_ids JOIN jsonb_each_text(m -> 'erased') AS one(kind_, hex)
      ON kind = kind_ AND hash = decode(hex, 'hex')
    WHERE shop_id = shop
  ) THEN
    refusal := '{"refused": "erased"}';
    RETURN;
  ELSIF unproved IS NOT NULL THEN
    RETURN;
  END IF;

  IF buyer <> customer THEN
    -- the number proves the order, so the sender is the order's own customer
    customer := NULL;
  END IF;
  person := coalesce(buyer, customer);
  IF ordered IS NULL AND customer IS NULL THEN
    visitor := m ->> 'visitor';
  END IF;
  over := coalesce(bought < (m ->> 'at')::TIMESTAMPTZ - interval '13 months', false);
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
