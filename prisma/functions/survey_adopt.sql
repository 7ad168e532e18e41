-- Turns the waiting messages about orders that are known by now into rows. What an order's number or customer proves becomes an
-- answer and a view of the order, with the message's own time. Every other message leaves an echo: the reply that its sender got
-- (survey_unproved). The caller holds the lock of the shop's snapshots alone, which messages share: a message either saw the order
-- or waits here. Several proved senders are one buyer: the first answer counts, as it stood after the last change within half an hour.
CREATE OR REPLACE FUNCTION survey_adopt(shop INT, now_ TIMESTAMPTZ, OUT proved INT, OUT wrong INT) LANGUAGE plpgsql AS $$
BEGIN
  proved := 0;
  wrong := 0;
  IF NOT EXISTS (SELECT FROM survey_waiting WHERE shop_id = shop) THEN
    RETURN;
  END IF;
  WITH arrived AS (
    DELETE FROM survey_waiting waiting USING orders bought
    WHERE waiting.shop_id = shop AND bought.shop_id = shop AND bought.id = waiting.order_id
    RETURNING waiting.*, bought.customer_id AS buyer, bought.processed_at,
      coalesce(bought.confirmation_hash = waiting.number_hash OR bought.customer_id = waiting.customer_id, false) AS is_buyers
  ), judged AS (
    SELECT arrived.*, is_buyers AND processed_at >= received_at - interval '13 months' AS is_proved FROM arrived
  ), echoes AS (
    INSERT INTO survey_echoes (shop_id, sender, received_at, dismissed_at, score, answered_at)
    SELECT shop, sender, received_at, dismissed_at, score, answered_at FROM arrived WHERE NOT is_buyers
    ON CONFLICT DO NOTHING RETURNING sender
  ), echo_keys AS (
    INSERT INTO survey_echo_keys (shop_id, key, sender)
    SELECT shop, change.key, sender
    FROM survey_waiting_changes change JOIN arrived ON arrived.id = change.waiting_id JOIN echoes USING (sender)
    WHERE change.shop_id = shop ON CONFLICT DO NOTHING
  ), own AS (
    SELECT judged.*, CASE WHEN buyer IS NULL OR buyer = customer_id THEN customer_id END AS speaks,
      min(answered_at) OVER (PARTITION BY order_id) AS first_at
    FROM judged WHERE is_proved AND NOT EXISTS (
      SELECT FROM deleted_answers gone WHERE gone.shop_id = shop AND gone.order_id = judged.order_id)
  ), given AS (
    SELECT DISTINCT ON (order_id) * FROM own WHERE answered_at < first_at + interval '30 minutes'
    ORDER BY order_id, changed_at DESC, id DESC
  ), answers AS (
    INSERT INTO survey_answers (shop_id, source, language, order_id, customer_id, score, reason, reason_edition, comment, voice_state, voice_at,
      answered_at, changed_at)
    SELECT shop, source, language, order_id, speaks, score, reason, reason_edition, comment, voice_state, voice_at, first_at, changed_at FROM given
    ON CONFLICT DO NOTHING RETURNING id, order_id, answered_at, comment
  ), changes AS (
    INSERT INTO survey_answer_changes (shop_id, key, answer_id, score, reason, reason_edition, comment, voice, at)
    -- the history leaves out comments that another sender of the same buyer withdrew or replaced
    SELECT shop, change.key, answers.id, change.score, change.reason, change.reason_edition,
      CASE WHEN change.comment IN ('', answers.comment) THEN change.comment END, change.voice, change.at
    FROM survey_waiting_changes change JOIN own ON own.id = change.waiting_id JOIN answers USING (order_id)
    WHERE change.shop_id = shop AND own.answered_at < own.first_at + interval '30 minutes'
    ON CONFLICT DO NOTHING
  ), views AS (
    INSERT INTO survey_views AS known (shop_id, source, order_id, customer_id, shown_at, dismissed_at)
    SELECT shop, (array_agg(source ORDER BY shown_at))[1], order_id, max(speaks), min(shown_at), min(dismissed_at)
    FROM own GROUP BY order_id
    ON CONFLICT (shop_id, survey, order_id) DO UPDATE SET dismissed_at = coalesce(known.dismissed_at, excluded.dismissed_at)
  ), days AS (
    SELECT DISTINCT (answered_at AT TIME ZONE coalesce(timezone, 'UTC'))::DATE AS day, coalesce(timezone, 'UTC') AS zone
    FROM answers JOIN shops ON shops.id = shop
  ), marked AS (
    INSERT INTO dirty_days (shop_id, day) SELECT shop, day FROM days
  ), touched AS (
    INSERT INTO dirty_customers (shop_id, customer_id)
    SELECT DISTINCT shop, coalesce(buyer, speaks) FROM own JOIN answers USING (order_id) WHERE coalesce(buyer, speaks) IS NOT NULL
  ), stale AS (
    UPDATE snapshots SET stale = true
    WHERE shop_id = shop AND NOT snapshots.stale AND as_of > (SELECT min(day) FROM days)
      AND as_of <= (SELECT (now_ AT TIME ZONE min(zone))::DATE FROM days)
  )
  SELECT count(*) FILTER (WHERE is_proved), count(*) FILTER (WHERE NOT is_proved) INTO proved, wrong FROM judged;
END
$$;
