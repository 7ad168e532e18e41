-- Whether a customer was asked within so many days, in another place than this order.
CREATE OR REPLACE FUNCTION survey_asked_lately(
  shop INT, person BIGINT, ordered BIGINT, since TIMESTAMPTZ
) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM survey_views shown
    WHERE shown.shop_id = shop AND shown.customer_id = person AND shown.shown_at > since
      AND shown.order_id IS DISTINCT FROM ordered
  ) OR EXISTS (
    SELECT FROM orders own JOIN survey_views shown ON shown.shop_id = shop AND shown.survey = 'nps' AND shown.order_id = own.id
    WHERE own.shop_id = shop AND own.customer_id = person AND own.id IS DISTINCT FROM ordered AND shown.shown_at > since
  );
END
$$;
