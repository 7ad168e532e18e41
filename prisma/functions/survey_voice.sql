-- Whether words may be published after a submission. Consent is to these very words: others need it anew.
CREATE OR REPLACE FUNCTION survey_voice(before_ TEXT, words_before TEXT, words TEXT, consents BOOLEAN) RETURNS TEXT LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE
    WHEN consents AND words IS NOT NULL THEN
      CASE WHEN before_ = 'published' AND words = words_before THEN 'published' ELSE 'consented' END
    WHEN NOT consents OR words IS DISTINCT FROM words_before THEN
      CASE WHEN before_ IS NOT NULL THEN 'withdrawn' END
    ELSE before_
  END;
END
$$;
