-- An answer that waits for its order, a change of one, or the same submission once more; survey_answer does this for an answer that
-- counts. A row without an id is an echo (survey_unproved): it keeps only the reply that its sender got, and the keys.
CREATE OR REPLACE FUNCTION survey_unproved_answer(m JSONB, own survey_waiting) RETURNS JSONB LANGUAGE plpgsql AS $$
DECLARE
  at_ TIMESTAMPTZ := m ->> 'at';
  key_ UUID := m ->> 'key';
  score_ SMALLINT := m ->> 'score';
  reason_ TEXT := CASE WHEN score_ <= 6 THEN m ->> 'reason' END;
  edition_ SMALLINT := coalesce((m ->> 'edition')::SMALLINT, 1);
  first_ TIMESTAMPTZ := coalesce(own.answered_at, at_);
  comment_ TEXT := CASE WHEN m ->> 'comment' IS NULL THEN own.comment ELSE nullif(m ->> 'comment', '') END;
  state_ TEXT := survey_voice(own.voice_state, own.comment, comment_, (m ->> 'voice')::BOOLEAN);
  recorded JSONB := jsonb_build_object('recorded', true, 'score', own.score, 'changeableUntil', first_ + interval '30 minutes');
  echoed BOOLEAN := own.id IS NULL;
  is_own BOOLEAN;
  done TEXT;
BEGIN
  -- a key belongs to one submission, whether the order is known or not: of two at the same moment the second sees the first
  done := pg_advisory_xact_lock(hashtext('omega.survey.key.' || key_), own.shop_id);
  SELECT NOT echoed AND waiting_id = own.id INTO is_own FROM survey_waiting_changes WHERE shop_id = own.shop_id AND key = key_;
  IF NOT FOUND THEN
    SELECT echoed AND sender = own.sender INTO is_own FROM survey_echo_keys WHERE shop_id = own.shop_id AND key = key_;
  END IF;
  IF is_own THEN
    RETURN recorded;
  ELSIF NOT is_own THEN
    RETURN '{"refused": "key_used"}';
  ELSIF at_ >= first_ + interval '30 minutes'
    OR (SELECT count(*) >= 100 FROM survey_waiting_changes WHERE shop_id = own.shop_id AND waiting_id = own.id)
    OR (SELECT count(*) >= 100 FROM survey_echo_keys WHERE echoed AND shop_id = own.shop_id AND sender = own.sender) THEN
    RETURN jsonb_build_object('recorded', false, 'why', 'closed', 'score', own.score);
  END IF;
  IF echoed THEN
    INSERT INTO survey_echo_keys (shop_id, key, sender) VALUES (own.shop_id, key_, own.sender);
    UPDATE survey_echoes SET score = score_, answered_at = first_ WHERE shop_id = own.shop_id AND sender = own.sender;
    RETURN recorded || jsonb_build_object('score', score_);
  END IF;
  INSERT INTO survey_waiting_changes (shop_id, key, waiting_id, score, reason, reason_edition, comment, voice, at)
  VALUES (own.shop_id, key_, own.id, score_, reason_, edition_, m ->> 'comment', (m ->> 'voice')::BOOLEAN, at_);
  UPDATE survey_waiting SET score = score_, comment = comment_, language = coalesce(own.language, m ->> 'language'),
    reason = CASE WHEN score_ <= 6 THEN coalesce(reason_, own.reason) END, answered_at = first_, changed_at = at_,
    reason_edition = CASE WHEN reason_ IS NULL THEN own.reason_edition ELSE edition_ END,
    voice_state = state_, voice_at = CASE WHEN state_ IS DISTINCT FROM own.voice_state THEN at_ ELSE own.voice_at END
  WHERE shop_id = own.shop_id AND id = own.id;
  IF own.comment IS DISTINCT FROM comment_ THEN
    -- the history leaves out comments that were withdrawn or replaced
    UPDATE survey_waiting_changes SET comment = NULL
    WHERE shop_id = own.shop_id AND waiting_id = own.id AND comment IS DISTINCT FROM comment_ AND comment <> '';
  END IF;
  RETURN recorded || jsonb_build_object('score', score_);
END
$$;
