-- A message about an order that nothing proves to be the sender's. If the order is not known yet, the message waits for it
-- (survey_adopt), for each proof by itself: a sender sees its own messages alone.
-- A wrong proof of a known order gets the same reply, now and on the next visit: its message leaves an echo, which is the reply that
-- the sender got, under a hash of order and proof. A sender with an echo gets only that, even if the order is deleted: a reply that
-- follows the order would tell whether the order is known.
CREATE OR REPLACE FUNCTION survey_unproved(
  kind TEXT, m JSONB, shop INT, survey JSONB, since TIMESTAMPTZ, ordered BIGINT, number BYTEA, customer BIGINT, unproved TEXT
) RETURNS JSONB LANGUAGE plpgsql AS $$
DECLARE
  at_ TIMESTAMPTZ := m ->> 'at';
  sender_ BYTEA := decode(m ->> 'sender', 'hex');
  own survey_waiting;
  echoed BOOLEAN;
  worked BIGINT;
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
  SELECT shop_id, sender, received_at, dismissed_at, score, answered_at
  INTO own.shop_id, own.sender, own.received_at, own.dismissed_at, own.score, own.answered_at
  FROM survey_echoes echo WHERE echo.shop_id = shop AND echo.sender = sender_ FOR UPDATE;
  echoed := FOUND OR unproved = 'wrong';
  IF NOT echoed THEN
    SELECT * INTO own FROM survey_waiting waiting
    WHERE waiting.shop_id = shop AND waiting.order_id = ordered
      AND coalesce(waiting.number_hash, '') = coalesce(number, '') AND coalesce(waiting.customer_id, 0) = coalesce(customer, 0)
    FOR UPDATE;
  END IF;

  IF kind = 'ask' THEN
    reply := survey_unproved_ask(m, survey, own,
      own.received_at IS NULL AND customer IS NOT NULL AND survey_asked_lately(shop, customer, ordered, since));
  ELSIF kind = 'answer' AND own.received_at IS NULL AND customer IS NOT NULL AND survey_asked_lately(shop, customer, ordered, since) THEN
    reply := '{"recorded": false, "why": "asked_lately"}';
  ELSIF kind = 'dismissal' THEN
    reply := '{"dismissed": true}';
  END IF;
  IF own.received_at IS NULL AND (reply IS NULL OR kind = 'dismissal' OR (reply -> 'ask')::BOOLEAN) THEN
    IF echoed THEN
      INSERT INTO survey_echoes (shop_id, sender, received_at) VALUES (shop, sender_, at_) ON CONFLICT DO NOTHING
      RETURNING shop_id, sender, received_at INTO own.shop_id, own.sender, own.received_at;
      -- does the same work as for an unknown order: without it the reply came in two thirds of the time
      WITH written AS (
        INSERT INTO survey_waiting (shop_id, order_id, number_hash, customer_id, sender, source, received_at, shown_at)
        VALUES (shop, ordered, number, customer, sender_, m ->> 'source', at_, at_) ON CONFLICT DO NOTHING RETURNING id
      )
      SELECT id INTO worked FROM written;
      DELETE FROM survey_waiting waiting WHERE waiting.shop_id = shop AND waiting.id = worked;
    ELSE
      INSERT INTO survey_waiting (shop_id, order_id, number_hash, customer_id, sender, source, received_at, shown_at)
      VALUES (shop, ordered, number, customer, sender_, m ->> 'source', at_, at_) ON CONFLICT DO NOTHING RETURNING * INTO own;
    END IF;
    IF own.received_at IS NULL THEN
      -- another message of the same sender was faster: read its row
      RETURN survey_unproved(kind, m, shop, survey, since, ordered, number, customer, unproved);
    END IF;
    made := true;
  END IF;
  IF reply IS NULL THEN
    reply := survey_unproved_answer(m, own);
  END IF;
  IF made AND reply ? 'refused' THEN
    DELETE FROM survey_echoes echo WHERE echoed AND echo.shop_id = shop AND echo.sender = sender_;
    DELETE FROM survey_waiting waiting WHERE waiting.shop_id = shop AND waiting.id = own.id;
  ELSIF kind = 'dismissal' AND echoed THEN
    UPDATE survey_echoes echo SET dismissed_at = coalesce(dismissed_at, at_) WHERE echo.shop_id = shop AND echo.sender = sender_;
  ELSIF kind = 'dismissal' THEN
    UPDATE survey_waiting SET dismissed_at = coalesce(dismissed_at, at_) WHERE shop_id = shop AND id = own.id;
  END IF;
  RETURN reply || jsonb_build_object('unproved', unproved);
END
$$;
