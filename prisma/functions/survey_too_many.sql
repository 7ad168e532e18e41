-- Counts a message for each sender in m.limits: {who, most, seconds, perDailyOrder, atMost}. Returns the seconds to wait where one
-- of them sent too many within so many seconds, 60 where the limit does not say. One with "of" counts messages of that kind alone,
-- proved or unproved ones (of_). A limit with perDailyOrder grows with the shop's orders a day (survey_limit). Their hourly count
-- comes too late for a sale that begins now: where such a limit is reached, the shop's last 24 hours are counted at once, at most
-- once a minute.
-- Each sender is one row, and an update waits for the commit of the one before. Where the limit is large, as a shop's, one message
-- in so many counts for all of them, and every message compares with the count. Refused messages are not added up: 100 clients that
-- retry four times a second would use up a day's limit in minutes, and a higher one as well.
CREATE OR REPLACE FUNCTION survey_too_many(shop INT, m JSONB, of_ TEXT DEFAULT NULL) RETURNS INT LANGUAGE plpgsql AS $$
DECLARE
  at_ TIMESTAMPTZ := m ->> 'at';
  since_ TIMESTAMPTZ;
  -- clocks of web processes differ, and messages overtake each other
  until_ TIMESTAMPTZ := at_ + interval '1 minute';
  one JSONB;
  grows BOOLEAN;
  a_day INT;
  who_ TEXT;
  most INT;
  step INT;
  sent RECORD;
BEGIN
  FOR place IN 0 .. coalesce(jsonb_array_length(m -> 'limits'), 0) - 1 LOOP
    one := m -> 'limits' -> place;
    CONTINUE WHEN one ->> 'of' <> of_;
    who_ := one ->> 'who';
    grows := one ? 'perDailyOrder';
    IF grows AND a_day IS NULL THEN
      SELECT orders_a_day INTO a_day FROM shops WHERE id = shop;
    END IF;
    most := survey_limit(one, a_day);
    since_ := at_ - make_interval(secs => coalesce((one -> 'seconds')::INT, 60));
    step := greatest(1, most / 1000);
    IF random() * step < 1 THEN
      INSERT INTO survey_rates AS known (shop_id, who, since, messages) VALUES (shop, who_, at_, step)
      ON CONFLICT (shop_id, who) DO UPDATE SET
        since = CASE WHEN known.since BETWEEN since_ AND until_ THEN known.since ELSE excluded.since END,
        messages = CASE WHEN known.since BETWEEN since_ AND until_ THEN least(known.messages, most) + step ELSE step END
      RETURNING since, messages INTO sent;
    ELSE
      SELECT since, messages + 1 AS messages INTO sent FROM survey_rates
      WHERE shop_id = shop AND who = who_ AND since BETWEEN since_ AND until_;
    END IF;
    IF sent.messages > most AND grows AND survey_count_orders_a_day(shop, at_) THEN
      SELECT orders_a_day INTO a_day FROM shops WHERE id = shop;
      most := survey_limit(one, a_day);
    END IF;
    IF sent.messages > most THEN
      RETURN greatest(1, ceil(extract(epoch FROM sent.since - since_)));
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;
