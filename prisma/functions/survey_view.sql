-- The view of this order, of this anonymous visitor, or of this customer within so many days.
CREATE OR REPLACE FUNCTION survey_view(
  shop INT, ordered BIGINT, customer BIGINT, visitor TEXT, since TIMESTAMPTZ
) RETURNS survey_views LANGUAGE plpgsql AS $$
DECLARE
  found_ survey_views;
BEGIN
  IF ordered IS NOT NULL THEN
    SELECT * INTO found_ FROM survey_views shown
      WHERE shown.shop_id = shop AND shown.survey = 'nps' AND shown.order_id = ordered;
  ELSIF customer IS NOT NULL THEN
    SELECT * INTO found_ FROM survey_views shown
      WHERE shown.shop_id = shop AND shown.survey = 'nps' AND shown.customer_id = customer AND shown.order_id IS NULL
        AND shown.shown_at > since
      ORDER BY shown.shown_at DESC LIMIT 1;
  ELSE
    SELECT * INTO found_ FROM survey_views shown
      WHERE shown.shop_id = shop AND shown.survey = 'nps' AND shown.visitor = survey_view.visitor;
  END IF;
  RETURN found_;
END
$$;
