-- The answer of this order, of this anonymous visitor, or of this customer within so many days, locked until this transaction ends.
CREATE OR REPLACE FUNCTION survey_own_answer(
  shop INT, ordered BIGINT, customer BIGINT, visitor TEXT, since TIMESTAMPTZ
) RETURNS survey_answers LANGUAGE plpgsql AS $$
DECLARE
  found_ survey_answers;
BEGIN
  IF ordered IS NOT NULL THEN
    SELECT * INTO found_ FROM survey_answers own
      WHERE own.shop_id = shop AND own.survey = 'nps' AND own.order_id = ordered FOR UPDATE;
  ELSIF customer IS NOT NULL THEN
    SELECT * INTO found_ FROM survey_answers own
      WHERE own.shop_id = shop AND own.survey = 'nps' AND own.customer_id = customer AND own.order_id IS NULL
        AND own.answered_at > since
      ORDER BY own.answered_at DESC, own.id DESC LIMIT 1 FOR UPDATE;
  ELSE
    SELECT * INTO found_ FROM survey_answers own
      WHERE own.shop_id = shop AND own.survey = 'nps' AND own.visitor = survey_own_answer.visitor FOR UPDATE;
  END IF;
  RETURN found_;
END
$$;
