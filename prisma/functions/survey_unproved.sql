-- A message about an order that nothing proves to be the sender's. Of an order that is not known yet it waits until the order comes
-- (survey_adopt), for each proof by itself: a sender sees what it said itself, and nothing of anybody else.
-- A wrong proof of a known order gets the same reply by the same work, and is then forgotten.
CREATE OR REPLACE FUNCTION survey_unproved(
  kind TEXT, m JSONB, shop INT, survey JSONB, since TIMESTAMPTZ, ordered BIGINT, number BYTEA, customer BIGINT, unproved TEXT
) RETURNS JSONB LANGUAGE plpgsql AS $$
DECLARE
  at_ TIMESTAMPTZ := m ->> 'at';
  own survey_waiting;
  made BOOLEAN := false;
  reply JSONB;
BEGIN
  IF unproved = 'missing' THEN
    reply := CASE kind
      WHEN 'ask' THEN '{"ask": false, "why": "unproved", "answered": null}'
      WHEN 'answer' THEN '{"recorded": false, "why": "unproved"}'
      ELSE '{"dismissed": true}' END;
    RETURN reply || '{"unproved": "missing"}';
  END IF;
  SELECT * INTO own FROM survey_waiting waiting
  WHERE waiting.shop_id = shop AND waiting.order_id = ordered
    AND coalesce(waiting.number_hash, '') = coalesce(number, '') AND coalesce(waiting.customer_id, 0) = coalesce(customer, 0)
  FOR UPDATE;

  IF kind = 'ask' THEN
    reply := survey_unproved_ask(m, survey, own, own.id IS NULL AND customer IS NOT NULL AND survey_asked_lately(shop, customer, ordered, since));
  ELSIF kind = 'answer' AND own.id IS NULL AND customer IS NOT NULL AND survey_asked_lately(shop, customer, ordered, since) THEN
    reply := '{"recorded": false, "why": "asked_lately"}';
  ELSIF kind = 'dismissal' THEN
    reply := '{"dismissed": true}';
  END IF;
  IF own.id IS NULL AND (reply IS NULL OR kind = 'dismissal' OR (reply -> 'ask')::BOOLEAN) THEN
    INSERT INTO survey_waiting (shop_id, order_id, number_hash, customer_id, source, received_at, shown_at)
    VALUES (shop, ordered, number, customer, m ->> 'source', at_, at_) ON CONFLICT DO NOTHING RETURNING * INTO own;
    IF own.id IS NULL THEN
      -- another message of the same sender was faster, and is there now
      RETURN survey_unproved(kind, m, shop, survey, since, ordered, number, customer, unproved);
    END IF;
    made := true;
  END IF;
  IF kind = 'dismissal' THEN
    UPDATE survey_waiting SET dismissed_at = coalesce(dismissed_at, at_) WHERE shop_id = shop AND id = own.id;
  ELSIF reply IS NULL THEN
    reply := survey_unproved_answer(m, own);
  END IF;
  IF unproved = 'wrong' OR made AND reply ? 'refused' THEN
    DELETE FROM survey_waiting WHERE shop_id = shop AND id = own.id;
  END IF;
  RETURN reply || jsonb_build_object('unproved', unproved);
END
$$;
