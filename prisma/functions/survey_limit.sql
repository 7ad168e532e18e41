-- A limit's number of messages. One with perDailyOrder allows as many for each order of a day, at least most and no more than atMost.
CREATE OR REPLACE FUNCTION survey_limit(one JSONB, orders_a_day INT) RETURNS INT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN one ? 'perDailyOrder'
    THEN greatest((one -> 'most')::INT, least((one -> 'atMost')::INT, orders_a_day * (one -> 'perDailyOrder')::FLOAT8))::INT
    ELSE (one -> 'most')::INT END
$$;
