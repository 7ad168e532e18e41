-- Keeps how the buyer of an order heard of the shop, where the merchant asks that; without a choice, says whether to ask. It is asked
-- once, about a customer's first order: the choices of the settings are in the reply then, which is empty otherwise.
CREATE OR REPLACE FUNCTION survey_heard(
  shop INT, survey JSONB, ordered BIGINT, chosen TEXT, source_ TEXT, at_ TIMESTAMPTZ
) RETURNS JSONB LANGUAGE plpgsql AS $$
DECLARE
  heard JSONB := survey -> 'heard';
  own RECORD;
BEGIN
  IF ordered IS NULL OR (heard ->> 'enabled')::BOOLEAN IS NOT TRUE THEN
    RETURN '{}';
  END IF;
  SELECT customer_id, processed_at INTO own FROM orders WHERE shop_id = shop AND id = ordered;
  IF own.customer_id IS NULL OR EXISTS (
    SELECT FROM orders earlier WHERE earlier.shop_id = shop AND earlier.customer_id = own.customer_id
      AND (earlier.processed_at, earlier.id) < (own.processed_at, ordered) AND NOT earlier.test AND earlier.cancelled_at IS NULL
  ) THEN
    RETURN '{}';
  END IF;
  IF heard -> 'choices' @> jsonb_build_array(jsonb_build_object('key', chosen))
    OR (chosen = 'other' AND (heard ->> 'other')::BOOLEAN) THEN
    INSERT INTO heard_answers (shop_id, order_id, choice, source, at) VALUES (shop, ordered, chosen, source_, at_)
    ON CONFLICT (shop_id, order_id) DO UPDATE SET choice = excluded.choice, at = excluded.at;
    RETURN '{}';
  ELSIF EXISTS (SELECT FROM heard_answers WHERE shop_id = shop AND order_id = ordered) THEN
    RETURN '{}';
  END IF;
  RETURN jsonb_build_object('heard', heard);
END
$$;
