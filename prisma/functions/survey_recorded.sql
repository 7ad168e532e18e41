-- The reply to a recorded answer.
CREATE OR REPLACE FUNCTION survey_recorded(own survey_answers) RETURNS JSONB LANGUAGE sql AS $$
  SELECT jsonb_build_object('recorded', true, 'score', own.score, 'changeableUntil', own.answered_at + interval '30 minutes')
$$;
