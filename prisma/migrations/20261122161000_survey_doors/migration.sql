-- What the doors of the survey do, each in one function and one transaction: a shop's campaign brings hundreds of answers a
-- second, and one round trip is what they cost. All take one message (app/survey/told.ts) and give one outcome. Whoever is counted,
-- erased or taken into a snapshot holds the lock of the shop's snapshots, the doors share it: an answer is either seen or waits.
-- A semicolon inside a function is written \003B, and an apostrophe twice: see prisma/README.md.

-- They name the queue, which migrates itself after this.
SET check_function_bodies = off;

-- Counts a message for everybody in m.limits, and says when to come back where one of them has sent too many within a minute.
-- A shop is counted in slots, one for each connection: in one row every answer would wait for the commit of the one before.
CREATE FUNCTION "survey_too_many"("shop" INT, "m" JSONB) RETURNS INT LANGUAGE plpgsql AS U&'
DECLARE
  at_ TIMESTAMPTZ := m ->> ''at''\003B
  since_ TIMESTAMPTZ := at_ - interval ''1 minute''\003B
  -- clocks of web processes differ, and messages overtake each other
  until_ TIMESTAMPTZ := at_ + interval ''1 minute''\003B
  one RECORD\003B
  sent RECORD\003B
BEGIN
  FOR one IN SELECT who, most FROM jsonb_to_recordset(m -> ''limits'') AS limited(who TEXT, most INT) LOOP
    INSERT INTO survey_rates AS known (shop_id, who, slot, since, messages)
    VALUES (shop, one.who, CASE WHEN one.who ^@ ''shop'' THEN pg_backend_pid() % 64 ELSE 0 END, at_, 1)
    ON CONFLICT (shop_id, who, slot) DO UPDATE SET
      since = CASE WHEN known.since BETWEEN since_ AND until_ THEN known.since ELSE excluded.since END,
      messages = CASE WHEN known.since BETWEEN since_ AND until_ THEN known.messages + 1 ELSE 1 END\003B
    SELECT sum(messages) AS messages, min(since) AS since INTO sent FROM survey_rates
    WHERE shop_id = shop AND who = one.who AND since BETWEEN since_ AND until_\003B
    IF sent.messages > one.most THEN
      RETURN greatest(1, ceil(extract(epoch FROM sent.since - since_)))\003B
    END IF\003B
  END LOOP\003B
  RETURN NULL\003B
END
';

-- Begins with a message: its shop, which from here on is the one whose rows are seen, whether it sends too much, and whether it is
-- about somebody who was erased. For that the app hashes ids with the key of the shop (m.erased), and is told the sealed key where it did not.
CREATE FUNCTION "survey_begin"("m" JSONB, OUT "shop" INT, OUT "zone" TEXT, OUT "survey" JSONB, OUT "refusal" JSONB) LANGUAGE plpgsql AS U&'
DECLARE
  wait INT\003B
  sealed_ TEXT\003B
BEGIN
  SELECT id, coalesce(timezone, ''UTC''), coalesce(settings -> ''survey'', ''{}'') INTO shop, zone, survey FROM shops
  WHERE domain = m ->> ''shop'' AND uninstalled_at IS NULL\003B
  IF shop IS NULL THEN
    refusal := ''{"refused": "unauthorized"}''\003B
    RETURN\003B
  END IF\003B
  PERFORM set_config(''app.shop_id'', shop::text, true)\003B
  -- whoever waits holds a connection, which other shops need: he is told to come back (55P03)
  PERFORM set_config(''lock_timeout'', ''2s'', true)\003B
  PERFORM pg_advisory_xact_lock_shared(hashtext(''omega.snapshots''), shop)\003B
  SELECT sealed INTO sealed_ FROM erasure_keys WHERE shop_id = shop\003B
  IF sealed_ IS NOT NULL AND m -> ''erased'' IS NULL THEN
    refusal := jsonb_build_object(''refused'', ''key_needed'', ''id'', shop, ''sealed'', sealed_)\003B
    RETURN\003B
  END IF\003B
  wait := survey_too_many(shop, m)\003B
  IF wait IS NOT NULL THEN
    refusal := jsonb_build_object(''refused'', ''too_many'', ''retryAfterSeconds'', wait)\003B
  ELSIF sealed_ IS NOT NULL AND EXISTS (
    SELECT FROM erased_ids JOIN jsonb_each_text(m -> ''erased'') AS one(kind_, hex)
      ON kind = kind_ AND hash = decode(hex, ''hex'')
    WHERE shop_id = shop
  ) THEN
    refusal := ''{"refused": "erased"}''\003B
  END IF\003B
END
';

-- Whom and what a message is about. An order that is known names its customer, and nobody else speaks for it. On the storefront
-- the order is a word of the page, believed where it is one of the customer who is logged in.
CREATE FUNCTION "survey_subject"("shop" INT, "m" JSONB, OUT "ordered" BIGINT, OUT "customer" BIGINT, OUT "person" BIGINT, OUT "visitor" TEXT, OUT "known" BOOLEAN, OUT "foreign_order" BOOLEAN) LANGUAGE plpgsql AS U&'
DECLARE
  buyer BIGINT\003B
BEGIN
  ordered := (m ->> ''order'')::BIGINT\003B
  customer := (m ->> ''customer'')::BIGINT\003B
  SELECT customer_id INTO buyer FROM orders WHERE shop_id = shop AND id = ordered\003B
  known := FOUND\003B
  foreign_order := false\003B
  IF m ->> ''source'' = ''storefront'' AND (customer IS NULL OR buyer IS DISTINCT FROM customer) THEN
    ordered := NULL\003B
    buyer := NULL\003B
  ELSIF buyer <> customer THEN
    foreign_order := true\003B
  END IF\003B
  person := coalesce(buyer, customer)\003B
  IF ordered IS NULL AND customer IS NULL THEN
    visitor := m ->> ''visitor''\003B
  END IF\003B
END
';

-- Whether a customer was asked within so many days, in another place than this order.
CREATE FUNCTION "survey_asked_lately"("shop" INT, "person" BIGINT, "ordered" BIGINT, "since" TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE plpgsql AS U&'
BEGIN
  RETURN EXISTS (
    SELECT FROM survey_views shown
    WHERE shown.shop_id = shop AND shown.customer_id = person AND shown.shown_at > since
      AND shown.order_id IS DISTINCT FROM ordered
  ) OR EXISTS (
    SELECT FROM orders own JOIN survey_views shown ON shown.shop_id = shop AND shown.survey = ''nps'' AND shown.order_id = own.id
    WHERE own.shop_id = shop AND own.customer_id = person AND own.id IS DISTINCT FROM ordered AND shown.shown_at > since
  )\003B
END
';

-- The question as it was shown before: of this order, of this anonymous visitor, or of this customer within so many days.
CREATE FUNCTION "survey_view"("shop" INT, "ordered" BIGINT, "customer" BIGINT, "visitor" TEXT, "since" TIMESTAMPTZ) RETURNS survey_views LANGUAGE plpgsql AS U&'
DECLARE
  found_ survey_views\003B
BEGIN
  IF ordered IS NOT NULL THEN
    SELECT * INTO found_ FROM survey_views shown
      WHERE shown.shop_id = shop AND shown.survey = ''nps'' AND shown.order_id = ordered\003B
  ELSIF customer IS NOT NULL THEN
    SELECT * INTO found_ FROM survey_views shown
      WHERE shown.shop_id = shop AND shown.survey = ''nps'' AND shown.customer_id = customer AND shown.order_id IS NULL
        AND shown.shown_at > since
      ORDER BY shown.shown_at DESC LIMIT 1\003B
  ELSE
    SELECT * INTO found_ FROM survey_views shown
      WHERE shown.shop_id = shop AND shown.survey = ''nps'' AND shown.visitor = survey_view.visitor\003B
  END IF\003B
  RETURN found_\003B
END
';

-- The same of an answer, which nobody else changes until this ends.
CREATE FUNCTION "survey_own_answer"("shop" INT, "ordered" BIGINT, "customer" BIGINT, "visitor" TEXT, "since" TIMESTAMPTZ) RETURNS survey_answers LANGUAGE plpgsql AS U&'
DECLARE
  found_ survey_answers\003B
BEGIN
  IF ordered IS NOT NULL THEN
    SELECT * INTO found_ FROM survey_answers own
      WHERE own.shop_id = shop AND own.survey = ''nps'' AND own.order_id = ordered FOR UPDATE\003B
  ELSIF customer IS NOT NULL THEN
    SELECT * INTO found_ FROM survey_answers own
      WHERE own.shop_id = shop AND own.survey = ''nps'' AND own.customer_id = customer AND own.order_id IS NULL
        AND own.answered_at > since
      ORDER BY own.answered_at DESC, own.id DESC LIMIT 1 FOR UPDATE\003B
  ELSE
    SELECT * INTO found_ FROM survey_answers own
      WHERE own.shop_id = shop AND own.survey = ''nps'' AND own.visitor = survey_own_answer.visitor FOR UPDATE\003B
  END IF\003B
  RETURN found_\003B
END
';

-- Asks for the next snapshot as askForSnapshot does (app/queue/snapshot-turn.server.ts), unless it is asked for already: the row of a
-- turn is one for all answers of a shop. A turn begins alone, so that what was seen waiting here has not begun.
CREATE FUNCTION "survey_ask_for_snapshot"("shop" INT, "at_" TIMESTAMPTZ, "attempts_" INT) RETURNS VOID LANGUAGE plpgsql AS U&'
DECLARE
  due TIMESTAMPTZ\003B
BEGIN
  IF EXISTS (
    SELECT FROM snapshot_turns turn JOIN graphile_worker.jobs waiting ON waiting.key = ''snapshot.refresh:'' || shop
    WHERE turn.shop_id = shop AND turn.asked_at IS NOT NULL AND waiting.locked_at IS NULL
      AND waiting.attempts < waiting.max_attempts
      AND waiting.run_at <= greatest(turn.next_at, clock_timestamp()) + interval ''15 seconds''
  ) THEN
    RETURN\003B
  END IF\003B
  INSERT INTO snapshot_turns AS turn (shop_id, asked_at) VALUES (shop, at_)
  ON CONFLICT (shop_id) DO UPDATE SET asked_at = coalesce(turn.asked_at, excluded.asked_at)
  RETURNING greatest(next_at, clock_timestamp()) INTO due\003B
  PERFORM graphile_worker.add_job(
    identifier => ''snapshot.refresh'', payload => json_build_object(''shopId'', shop), queue_name => ''snapshot:'' || shop,
    run_at => due, max_attempts => attempts_, job_key => ''snapshot.refresh:'' || shop)\003B
END
';

-- An answer, a change of one, or the same submission once more.
CREATE FUNCTION "survey_answer"("m" JSONB) RETURNS JSONB LANGUAGE plpgsql AS U&'
DECLARE
  at_ TIMESTAMPTZ := m ->> ''at''\003B
  key_ UUID := m ->> ''key''\003B
  score_ SMALLINT := m ->> ''score''\003B
  reason_ TEXT := CASE WHEN score_ <= 6 THEN m ->> ''reason'' END\003B
  voice_ BOOLEAN := m ->> ''voice''\003B
  consents BOOLEAN := voice_ AND m ->> ''comment'' <> ''''\003B
  linked BOOLEAN := m ->> ''source'' = ''link''\003B
  first BOOLEAN := false\003B
  viewed BIGINT\003B
  used BIGINT\003B
  shown survey_views\003B
  comment_ TEXT\003B
  state_ TEXT\003B
  day_ DATE\003B
  since TIMESTAMPTZ\003B
  gate RECORD\003B
  about RECORD\003B
  own survey_answers\003B
BEGIN
  SELECT * INTO gate FROM survey_begin(m)\003B
  IF gate.refusal IS NOT NULL THEN
    RETURN gate.refusal\003B
  END IF\003B
  since := at_ - make_interval(days => coalesce((gate.survey ->> ''askAgainAfterDays'')::INT, (m -> ''defaults'' ->> ''askAgainAfterDays'')::INT))\003B
  SELECT * INTO about FROM survey_subject(gate.shop, m)\003B
  IF about.foreign_order THEN
    RETURN ''{"refused": "not_found"}''\003B
  END IF\003B

  IF about.ordered IS NULL AND about.customer IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtext(''omega.survey.customer.'' || about.customer), gate.shop)\003B
    own := survey_own_answer(gate.shop, NULL, about.customer, NULL, since)\003B
  END IF\003B
  IF own.id IS NULL THEN
    IF about.person IS NOT NULL THEN
      shown := survey_view(gate.shop, about.ordered, about.customer, NULL, since)\003B
      IF shown.id IS NULL AND NOT linked AND survey_asked_lately(gate.shop, about.person, about.ordered, since) THEN
        PERFORM survey_refuse(gate.shop, m, about.ordered, about.customer, NULL, ''asked_lately'')\003B
        RETURN ''{"recorded": false, "why": "asked_lately"}''\003B
      END IF\003B
    END IF\003B
    -- most answers are the first of their order: nothing is looked for before it is met
    INSERT INTO survey_answers (shop_id, source, language, order_id, customer_id, visitor, score, reason, comment,
      voice_state, voice_at, answered_at, changed_at)
    VALUES (gate.shop, m ->> ''source'', m ->> ''language'', about.ordered, about.customer, about.visitor, score_, reason_,
      nullif(m ->> ''comment'', ''''), CASE WHEN consents THEN ''consented'' END, CASE WHEN consents THEN at_ END, at_, at_)
    ON CONFLICT DO NOTHING RETURNING * INTO own\003B
    first := own.id IS NOT NULL\003B
    IF NOT first THEN
      own := survey_own_answer(gate.shop, about.ordered, about.customer, about.visitor, since)\003B
    ELSIF shown.id IS NULL THEN
      INSERT INTO survey_views (shop_id, source, order_id, customer_id, visitor, shown_at)
      VALUES (gate.shop, m ->> ''source'', about.ordered, about.customer, about.visitor, at_) ON CONFLICT DO NOTHING
      RETURNING id INTO viewed\003B
    END IF\003B
  END IF\003B

  IF NOT first THEN
    SELECT answer_id INTO used FROM survey_answer_changes WHERE shop_id = gate.shop AND key = key_\003B
    IF used = own.id THEN
      RETURN survey_recorded(own)\003B
    ELSIF used IS NOT NULL THEN
      RETURN ''{"refused": "key_used"}''\003B
    ELSIF at_ >= own.answered_at + interval ''30 minutes'' THEN
      RETURN jsonb_build_object(''recorded'', false, ''why'', ''closed'', ''score'', own.score)\003B
    END IF\003B
  END IF\003B
  INSERT INTO survey_answer_changes (shop_id, key, answer_id, score, reason, comment, voice, at)
  VALUES (gate.shop, key_, own.id, score_, reason_, m ->> ''comment'', voice_, at_) ON CONFLICT DO NOTHING\003B
  IF NOT FOUND AND first THEN
    -- the key is another answer''s: this one was none, and the message is counted all the same
    DELETE FROM survey_answers WHERE shop_id = gate.shop AND id = own.id\003B
    DELETE FROM survey_views WHERE shop_id = gate.shop AND id = viewed\003B
    RETURN ''{"refused": "key_used"}''\003B
  ELSIF NOT FOUND THEN
    RETURN survey_recorded(own)\003B
  END IF\003B

  IF NOT first THEN
    comment_ := CASE WHEN m ->> ''comment'' IS NULL THEN own.comment ELSE nullif(m ->> ''comment'', '''') END\003B
    -- consent is to these words: others need it anew
    state_ := CASE
      WHEN voice_ AND comment_ IS NOT NULL THEN
        CASE WHEN own.voice_state = ''published'' AND comment_ = own.comment THEN ''published'' ELSE ''consented'' END
      WHEN NOT voice_ OR comment_ IS DISTINCT FROM own.comment THEN
        CASE WHEN own.voice_state IS NOT NULL THEN ''withdrawn'' END
      ELSE own.voice_state
    END\003B
    UPDATE survey_answers SET score = score_, comment = comment_, changed_at = at_, voice_state = state_,
      reason = CASE WHEN score_ <= 6 THEN coalesce(reason_, own.reason) END,
      voice_at = CASE WHEN state_ IS DISTINCT FROM own.voice_state THEN at_ ELSE own.voice_at END
    WHERE shop_id = gate.shop AND id = own.id RETURNING * INTO own\003B
  END IF\003B

  day_ := (own.answered_at AT TIME ZONE gate.zone)::DATE\003B
  INSERT INTO dirty_days (shop_id, day) VALUES (gate.shop, day_)\003B
  IF about.person IS NOT NULL THEN
    INSERT INTO dirty_customers (shop_id, customer_id) VALUES (gate.shop, about.person)\003B
  END IF\003B
  UPDATE snapshots SET stale = true
  WHERE shop_id = gate.shop AND as_of > day_ AND as_of <= ((m ->> ''now'')::TIMESTAMPTZ AT TIME ZONE gate.zone)::DATE AND NOT stale\003B
  PERFORM survey_ask_for_snapshot(gate.shop, (m ->> ''now'')::TIMESTAMPTZ, (m ->> ''attempts'')::INT)\003B
  RETURN survey_recorded(own)\003B
END
';

-- What is told of an answer that stands.
CREATE FUNCTION "survey_recorded"("own" survey_answers) RETURNS JSONB LANGUAGE sql AS $$
  SELECT jsonb_build_object('recorded', true, 'score', own.score, 'changeableUntil', own.answered_at + interval '30 minutes')
$$;

-- Notes why somebody is not asked, once for each reason.
CREATE FUNCTION "survey_refuse"("shop" INT, "m" JSONB, "ordered" BIGINT, "customer" BIGINT, "visitor" TEXT, "why" TEXT)
RETURNS VOID LANGUAGE sql AS $$
  INSERT INTO survey_refusals (shop_id, source, order_id, customer_id, visitor, why, refused_at)
  VALUES (shop, m ->> 'source', ordered, customer, visitor, why, (m ->> 'at')::TIMESTAMPTZ) ON CONFLICT DO NOTHING
$$;

-- The question is about to be shown: whether it may be, and that it was.
CREATE FUNCTION "survey_ask"("m" JSONB) RETURNS JSONB LANGUAGE plpgsql AS U&'
DECLARE
  at_ TIMESTAMPTZ := m ->> ''at''\003B
  linked BOOLEAN := m ->> ''source'' = ''link''\003B
  since TIMESTAMPTZ\003B
  gate RECORD\003B
  about RECORD\003B
  own survey_answers\003B
  shown survey_views\003B
  why_ TEXT\003B
BEGIN
  SELECT * INTO gate FROM survey_begin(m)\003B
  IF gate.refusal IS NOT NULL THEN
    RETURN gate.refusal\003B
  END IF\003B
  since := at_ - make_interval(days => coalesce((gate.survey ->> ''askAgainAfterDays'')::INT, (m -> ''defaults'' ->> ''askAgainAfterDays'')::INT))\003B
  SELECT * INTO about FROM survey_subject(gate.shop, m)\003B
  IF about.foreign_order THEN
    RETURN ''{"refused": "not_found"}''\003B
  END IF\003B
  own := survey_own_answer(gate.shop, about.ordered, about.customer, about.visitor, since)\003B
  IF own.id IS NOT NULL THEN
    RETURN jsonb_build_object(''ask'', false, ''why'', ''answered'',
      ''answered'', survey_recorded(own) - ''recorded'', ''survey'', gate.survey)\003B
  END IF\003B
  shown := survey_view(gate.shop, about.ordered, about.customer, about.visitor, since)\003B
  why_ := CASE
    WHEN NOT coalesce((gate.survey ->> ''enabled'')::BOOLEAN, (m -> ''defaults'' ->> ''enabled'')::BOOLEAN)
      OR NOT coalesce((gate.survey ->> (m ->> ''place''))::BOOLEAN, (m -> ''defaults'' ->> (m ->> ''place''))::BOOLEAN, true) THEN ''off''
    WHEN shown.dismissed_at IS NOT NULL AND NOT linked THEN ''dismissed''
    WHEN about.ordered IS NOT NULL AND NOT about.known AND NOT linked AND shown.shown_at < at_ - interval ''7 days'' THEN ''order_unknown_too_long''
    WHEN shown.id IS NULL AND NOT linked AND survey_asked_lately(gate.shop, about.person, about.ordered, since) THEN ''asked_lately''
  END\003B
  IF why_ IS NOT NULL THEN
    PERFORM survey_refuse(gate.shop, m, about.ordered, about.customer, about.visitor, why_)\003B
    RETURN jsonb_build_object(''ask'', false, ''why'', why_, ''answered'', NULL, ''survey'', gate.survey)\003B
  END IF\003B
  -- a link of a mail is also opened by what looks for harm in it: its question was asked once it is answered
  IF shown.id IS NULL AND NOT linked THEN
    INSERT INTO survey_views (shop_id, source, order_id, customer_id, visitor, shown_at)
    VALUES (gate.shop, m ->> ''source'', about.ordered, about.customer, about.visitor, at_) ON CONFLICT DO NOTHING\003B
  END IF\003B
  RETURN jsonb_build_object(''ask'', true, ''survey'', gate.survey)\003B
END
';

-- The question was put away.
CREATE FUNCTION "survey_dismiss"("m" JSONB) RETURNS JSONB LANGUAGE plpgsql AS U&'
DECLARE
  at_ TIMESTAMPTZ := m ->> ''at''\003B
  since TIMESTAMPTZ\003B
  gate RECORD\003B
  about RECORD\003B
  shown survey_views\003B
BEGIN
  SELECT * INTO gate FROM survey_begin(m)\003B
  IF gate.refusal IS NOT NULL THEN
    RETURN gate.refusal\003B
  END IF\003B
  since := at_ - make_interval(days => coalesce((gate.survey ->> ''askAgainAfterDays'')::INT, (m -> ''defaults'' ->> ''askAgainAfterDays'')::INT))\003B
  SELECT * INTO about FROM survey_subject(gate.shop, m)\003B
  IF about.foreign_order THEN
    RETURN ''{"refused": "not_found"}''\003B
  END IF\003B
  shown := survey_view(gate.shop, about.ordered, about.customer, about.visitor, since)\003B
  IF shown.id IS NULL THEN
    INSERT INTO survey_views (shop_id, source, order_id, customer_id, visitor, shown_at, dismissed_at)
    VALUES (gate.shop, m ->> ''source'', about.ordered, about.customer, about.visitor, at_, at_) ON CONFLICT DO NOTHING\003B
  ELSE
    UPDATE survey_views SET dismissed_at = at_ WHERE shop_id = gate.shop AND id = shown.id AND dismissed_at IS NULL\003B
  END IF\003B
  RETURN ''{"dismissed": true}''\003B
END
';
