-- Records why the question was not asked, once for each reason.
CREATE OR REPLACE FUNCTION survey_refuse(
  shop INT, m JSONB, ordered BIGINT, customer BIGINT, visitor TEXT, why TEXT
) RETURNS VOID LANGUAGE sql AS $$
  INSERT INTO survey_refusals (shop_id, source, order_id, customer_id, visitor, why, refused_at)
  VALUES (shop, m ->> 'source', ordered, customer, visitor, why, (m ->> 'at')::TIMESTAMPTZ) ON CONFLICT DO NOTHING
$$;
