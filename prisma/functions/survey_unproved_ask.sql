-- Whether the question may be shown about an order that is not known yet, by the sender's own messages about it.
CREATE OR REPLACE FUNCTION survey_unproved_ask(m JSONB, survey JSONB, own survey_waiting, asked_lately BOOLEAN) RETURNS JSONB LANGUAGE plpgsql AS $$
DECLARE
  why_ TEXT;
BEGIN
  IF own.answered_at IS NOT NULL THEN
    RETURN jsonb_build_object('ask', false, 'why', 'answered', 'survey', survey, 'answered',
      jsonb_build_object('score', own.score, 'changeableUntil', own.answered_at + interval '30 minutes'));
  END IF;
  why_ := CASE
    WHEN survey_is_off(m, survey) THEN 'off'
    WHEN own.dismissed_at IS NOT NULL THEN 'dismissed'
    WHEN own.received_at < (m ->> 'at')::TIMESTAMPTZ - interval '7 days' THEN 'order_unknown_too_long'
    WHEN asked_lately THEN 'asked_lately'
  END;
  RETURN CASE WHEN why_ IS NULL THEN jsonb_build_object('ask', true, 'survey', survey)
    ELSE jsonb_build_object('ask', false, 'why', why_, 'answered', NULL, 'survey', survey) END;
END
$$;
