-- Records that the buyer dismissed the question.
CREATE OR REPLACE FUNCTION survey_dismiss(m JSONB) RETURNS JSONB LANGUAGE plpgsql AS $$
DECLARE
  at_ TIMESTAMPTZ := m ->> 'at';
  gate RECORD;
  shown survey_views;
BEGIN
  gate := survey_gate(m);
  IF gate.refusal IS NOT NULL THEN
    RETURN gate.refusal;
  ELSIF gate.unproved IS NOT NULL THEN
    RETURN survey_unproved('dismissal', m, gate.shop, gate.survey, gate.since, gate.ordered, gate.number, gate.customer, gate.unproved);
  END IF;
  IF gate.over THEN
    RETURN '{"dismissed": true}';
  END IF;
  shown := survey_view(gate.shop, gate.ordered, gate.customer, gate.visitor, gate.since);
  IF shown.id IS NULL THEN
    INSERT INTO survey_views (shop_id, source, order_id, customer_id, visitor, shown_at, dismissed_at)
    VALUES (gate.shop, m ->> 'source', gate.ordered, gate.customer, gate.visitor, at_, at_) ON CONFLICT DO NOTHING;
  ELSE
    UPDATE survey_views SET dismissed_at = at_ WHERE shop_id = gate.shop AND id = shown.id AND dismissed_at IS NULL;
  END IF;
  RETURN '{"dismissed": true}';
END
$$;
