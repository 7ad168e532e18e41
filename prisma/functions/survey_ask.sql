-- Says whether the question may be shown, and records that it was.
CREATE OR REPLACE FUNCTION survey_ask(m JSONB) RETURNS JSONB LANGUAGE plpgsql AS $$
DECLARE
  at_ TIMESTAMPTZ := m ->> 'at';
  linked BOOLEAN := m ->> 'source' = 'link';
  gate RECORD;
  done TEXT;
  own survey_answers;
  shown survey_views;
  why_ TEXT;
BEGIN
  gate := survey_gate(m);
  IF gate.refusal IS NOT NULL THEN
    RETURN gate.refusal;
  ELSIF gate.unproved IS NOT NULL THEN
    RETURN survey_unproved('ask', m, gate.shop, gate.survey, gate.since, gate.ordered, gate.number, gate.customer, gate.unproved);
  END IF;
  own := survey_own_answer(gate.shop, gate.ordered, gate.customer, gate.visitor, gate.since);
  IF own.id IS NOT NULL THEN
    RETURN jsonb_build_object('ask', false, 'why', 'answered',
      'answered', survey_recorded(own) - 'recorded', 'survey', gate.survey);
  END IF;
  IF gate.over THEN
    RETURN '{"ask": false, "why": "off", "answered": null}';
  END IF;
  shown := survey_view(gate.shop, gate.ordered, gate.customer, gate.visitor, gate.since);
  why_ := CASE
    WHEN survey_is_off(m, gate.survey) THEN 'off'
    WHEN shown.dismissed_at IS NOT NULL AND NOT linked THEN 'dismissed'
    WHEN shown.id IS NULL AND NOT linked AND survey_asked_lately(gate.shop, gate.person, gate.ordered, gate.since) THEN 'asked_lately'
  END;
  IF why_ IS NOT NULL THEN
    done := survey_refuse(gate.shop, m, gate.ordered, gate.customer, gate.visitor, why_);
    RETURN jsonb_build_object('ask', false, 'why', why_, 'answered', NULL, 'survey', gate.survey);
  END IF;
  -- virus scanners open the links of a mail, too: its question counts as asked once it is answered
  IF shown.id IS NULL AND NOT linked THEN
    INSERT INTO survey_views (shop_id, source, order_id, customer_id, visitor, shown_at)
    VALUES (gate.shop, m ->> 'source', gate.ordered, gate.customer, gate.visitor, at_) ON CONFLICT DO NOTHING;
  END IF;
  RETURN jsonb_build_object('ask', true, 'survey', gate.survey);
END
$$;
