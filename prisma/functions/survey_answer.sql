-- An answer, a change of one, or the same submission once more.
CREATE OR REPLACE FUNCTION survey_answer(m JSONB) RETURNS JSONB LANGUAGE plpgsql AS $$
DECLARE
  at_ TIMESTAMPTZ := m ->> 'at';
  key_ UUID := m ->> 'key';
  score_ SMALLINT := m ->> 'score';
  reason_ TEXT := CASE WHEN score_ <= 6 THEN m ->> 'reason' END;
  edition_ SMALLINT := coalesce((m ->> 'edition')::SMALLINT, 1);
  voice_ BOOLEAN := m ->> 'voice';
  consents BOOLEAN := voice_ AND m ->> 'comment' <> '';
  linked BOOLEAN := m ->> 'source' = 'link';
  first BOOLEAN := false;
  reopened BOOLEAN := false;
  viewed BIGINT;
  used BIGINT;
  shown survey_views;
  comment_ TEXT;
  state_ TEXT;
  day_ DATE;
  gate RECORD;
  done TEXT;
  own survey_answers;
BEGIN
  gate := survey_gate(m);
  IF gate.refusal IS NOT NULL THEN
    RETURN gate.refusal;
  ELSIF gate.unproved IS NOT NULL THEN
    RETURN survey_unproved('answer', m, gate.shop, gate.survey, gate.since, gate.ordered, gate.number, gate.customer, gate.unproved);
  END IF;

  IF gate.ordered IS NULL AND gate.customer IS NOT NULL THEN
    done := pg_advisory_xact_lock(hashtext('omega.survey.customer.' || gate.customer), gate.shop);
    own := survey_own_answer(gate.shop, NULL, gate.customer, NULL, gate.since);
  END IF;
  IF own.id IS NULL AND gate.over THEN
    own := survey_own_answer(gate.shop, gate.ordered, gate.customer, gate.visitor, gate.since);
    IF own.id IS NULL THEN
      RETURN '{"recorded": false, "why": "off"}';
    END IF;
  END IF;
  IF own.id IS NULL THEN
    IF gate.person IS NOT NULL THEN
      shown := survey_view(gate.shop, gate.ordered, gate.customer, NULL, gate.since);
      IF shown.id IS NULL AND NOT linked AND survey_asked_lately(gate.shop, gate.person, gate.ordered, gate.since) THEN
        done := survey_refuse(gate.shop, m, gate.ordered, gate.customer, NULL, 'asked_lately');
        RETURN '{"recorded": false, "why": "asked_lately"}';
      END IF;
    END IF;
    -- inserts first and reads only after a conflict: most answers are the first of their order
    INSERT INTO survey_answers (shop_id, source, language, order_id, customer_id, visitor, score, reason, reason_edition, comment,
      voice_state, voice_at, answered_at, changed_at)
    VALUES (gate.shop, m ->> 'source', m ->> 'language', gate.ordered, gate.customer, gate.visitor, score_, reason_, edition_,
      nullif(m ->> 'comment', ''), CASE WHEN consents THEN 'consented' END, CASE WHEN consents THEN at_ END, at_, at_)
    ON CONFLICT DO NOTHING RETURNING * INTO own;
    first := own.id IS NOT NULL;
    IF NOT first THEN
      own := survey_own_answer(gate.shop, gate.ordered, gate.customer, gate.visitor, gate.since);
    ELSIF shown.id IS NULL THEN
      INSERT INTO survey_views (shop_id, source, order_id, customer_id, visitor, shown_at)
      VALUES (gate.shop, m ->> 'source', gate.ordered, gate.customer, gate.visitor, at_) ON CONFLICT DO NOTHING
      RETURNING id INTO viewed;
    END IF;
  END IF;

  IF NOT first THEN
    SELECT answer_id INTO used FROM survey_answer_changes WHERE shop_id = gate.shop AND key = key_;
    IF used = own.id THEN
      RETURN survey_recorded(own) || survey_heard(gate.shop, gate.survey, gate.ordered, NULL, m ->> 'source', at_);
    ELSIF used IS NOT NULL THEN
      RETURN '{"refused": "key_used"}';
    ELSIF at_ >= own.answered_at + interval '30 minutes'
      -- a buyer makes a handful of changes, and each stores a comment
      OR (SELECT count(*) >= 100 FROM survey_answer_changes WHERE shop_id = gate.shop AND answer_id = own.id) THEN
      RETURN jsonb_build_object('recorded', false, 'why', 'closed', 'score', own.score);
    END IF;
  END IF;
  INSERT INTO survey_answer_changes (shop_id, key, answer_id, score, reason, reason_edition, comment, voice, at)
  VALUES (gate.shop, key_, own.id, score_, reason_, edition_, m ->> 'comment', voice_, at_) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    -- the key belongs to another answer, stored or being stored: undo the first insert; the message still counts in the limits
    DELETE FROM survey_answers WHERE first AND shop_id = gate.shop AND id = own.id;
    DELETE FROM survey_views WHERE shop_id = gate.shop AND id = viewed;
    RETURN '{"refused": "key_used"}';
  END IF;

  IF NOT first THEN
    comment_ := CASE WHEN m ->> 'comment' IS NULL THEN own.comment ELSE nullif(m ->> 'comment', '') END;
    -- words that the merchant declined stay declined, whatever is agreed to anew
    state_ := CASE WHEN own.declined_at IS NOT NULL AND comment_ IS NOT DISTINCT FROM own.comment THEN own.voice_state
      ELSE survey_voice(own.voice_state, own.comment, comment_, voice_) END;
    IF own.score <> score_ OR comment_ IS DISTINCT FROM own.comment AND comment_ IS NOT NULL THEN
      DELETE FROM answer_states WHERE shop_id = gate.shop AND answer_id = own.id AND state = 'done';
      reopened := FOUND;
    END IF;
    UPDATE survey_answers SET score = score_, comment = comment_, changed_at = at_, voice_state = state_,
      reopened_at = CASE WHEN reopened THEN at_ ELSE own.reopened_at END,
      -- its consent was to these very words, and stands until the customer says no
      declined_at = CASE WHEN comment_ IS NOT DISTINCT FROM own.comment AND voice_ IS NOT FALSE THEN own.declined_at END,
      reason = CASE WHEN score_ <= 6 THEN coalesce(reason_, own.reason) END,
      reason_edition = CASE WHEN reason_ IS NULL THEN own.reason_edition ELSE edition_ END,
      voice_at = CASE WHEN state_ IS DISTINCT FROM own.voice_state THEN at_ ELSE own.voice_at END
    WHERE shop_id = gate.shop AND id = own.id RETURNING * INTO own;
    IF m ->> 'comment' IS NOT NULL THEN
      -- the history leaves out comments that were withdrawn or replaced
      UPDATE survey_answer_changes SET comment = NULL
      WHERE shop_id = gate.shop AND answer_id = own.id AND comment IS DISTINCT FROM own.comment AND comment <> '';
    END IF;
  END IF;

  day_ := (own.answered_at AT TIME ZONE gate.zone)::DATE;
  INSERT INTO dirty_days (shop_id, day) VALUES (gate.shop, day_);
  IF gate.person IS NOT NULL THEN
    INSERT INTO dirty_customers (shop_id, customer_id) VALUES (gate.shop, gate.person);
  END IF;
  UPDATE snapshots SET stale = true
  WHERE shop_id = gate.shop AND as_of > day_ AND NOT stale;
  done := survey_request_refresh(gate.shop, (m ->> 'now')::TIMESTAMPTZ, (m ->> 'attempts')::INT);
  RETURN survey_recorded(own) || survey_heard(gate.shop, gate.survey, gate.ordered, m ->> 'heard', m ->> 'source', at_);
END
$$;
