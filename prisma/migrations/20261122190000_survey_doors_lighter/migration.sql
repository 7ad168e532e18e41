-- The doors of the survey with a quarter less work for each message, of which these functions are the larger part (bench:survey).
-- Where an assignment does it there is no query, and what a value may be is said by a domain, which a connection reads once: a
-- table's check is read anew by every statement.

-- In the order in which a message takes them, or two would wait for each other.
LOCK TABLE "survey_rates", "survey_answers", "survey_views", "survey_refusals" IN ACCESS EXCLUSIVE MODE;

-- A column becomes one of a domain without a check as it is, and of another one by being written anew. The checks come after:
-- the rows have been held to them until now.
CREATE DOMAIN "survey_source" AS TEXT;
CREATE DOMAIN "survey_reason" AS TEXT;
CREATE DOMAIN "survey_language" AS TEXT;
CREATE DOMAIN "survey_voice_state" AS TEXT;

ALTER TABLE "survey_answers" DROP CONSTRAINT "survey_answers_source", DROP CONSTRAINT "survey_answers_reason",
  DROP CONSTRAINT "survey_answers_language", DROP CONSTRAINT "survey_answers_voice",
  ALTER COLUMN "source" TYPE "survey_source", ALTER COLUMN "reason" TYPE "survey_reason",
  ALTER COLUMN "language" TYPE "survey_language", ALTER COLUMN "voice_state" TYPE "survey_voice_state",
  ADD CONSTRAINT "survey_answers_reason" CHECK ("reason" IS NULL OR "score" <= 6) NOT VALID;
ALTER TABLE "survey_views" DROP CONSTRAINT "survey_views_source", ALTER COLUMN "source" TYPE "survey_source";
ALTER TABLE "survey_refusals" DROP CONSTRAINT "survey_refusals_source", ALTER COLUMN "source" TYPE "survey_source";

ALTER DOMAIN "survey_source" ADD CONSTRAINT "survey_source_check" CHECK (VALUE IN ('thank_you', 'order_status', 'storefront', 'link')) NOT VALID;
ALTER DOMAIN "survey_reason" ADD CONSTRAINT "survey_reason_check" CHECK (VALUE IN ('indifference', 'product', 'competitor', 'other')) NOT VALID;
ALTER DOMAIN "survey_language" ADD CONSTRAINT "survey_language_check" CHECK (VALUE IN ('ja', 'en')) NOT VALID;
ALTER DOMAIN "survey_voice_state" ADD CONSTRAINT "survey_voice_state_check" CHECK (VALUE IN ('consented', 'published', 'withdrawn')) NOT VALID;

-- survey_begin, survey_subject and the slots of survey_rates stay for messages that are on their way; they go with a later version.
-- A semicolon inside a function is written \003B, and an apostrophe twice: see prisma/README.md.
-- They name the queue, which migrates itself after this.
SET check_function_bodies = off;

-- Counts a message for everybody in m.limits, and says when to come back where one of them has sent too many within a minute.
-- Each is one row, and who changes a row waits for the commit of the one before: where the limit is large, as a shop's, messages are
-- counted in steps, by one in so many, and all look at the count.
CREATE OR REPLACE FUNCTION "survey_too_many"("shop" INT, "m" JSONB) RETURNS INT LANGUAGE plpgsql AS U&'
DECLARE
  at_ TIMESTAMPTZ := m ->> ''at''\003B
  since_ TIMESTAMPTZ := at_ - interval ''1 minute''\003B
  -- clocks of web processes differ, and messages overtake each other
  until_ TIMESTAMPTZ := at_ + interval ''1 minute''\003B
  one JSONB\003B
  who_ TEXT\003B
  most INT\003B
  step INT\003B
  sent RECORD\003B
BEGIN
  FOR place IN 0 .. coalesce(jsonb_array_length(m -> ''limits''), 0) - 1 LOOP
    one := m -> ''limits'' -> place\003B
    who_ := one ->> ''who''\003B
    most := one -> ''most''\003B
    step := greatest(1, most / 1000)\003B
    IF random() * step < 1 THEN
      INSERT INTO survey_rates AS known (shop_id, who, slot, since, messages) VALUES (shop, who_, 0, at_, step)
      ON CONFLICT (shop_id, who, slot) DO UPDATE SET
        since = CASE WHEN known.since BETWEEN since_ AND until_ THEN known.since ELSE excluded.since END,
        messages = CASE WHEN known.since BETWEEN since_ AND until_ THEN known.messages + step ELSE step END
      RETURNING since, messages INTO sent\003B
    ELSE
      SELECT since, messages + 1 AS messages INTO sent FROM survey_rates
      WHERE shop_id = shop AND who = who_ AND slot = 0 AND since BETWEEN since_ AND until_\003B
    END IF\003B
    IF sent.messages > most THEN
      RETURN greatest(1, ceil(extract(epoch FROM sent.since - since_)))\003B
    END IF\003B
  END LOOP\003B
  RETURN NULL\003B
END
';

-- Begins with a message: its shop, which from here on is the one whose rows are seen, whether it sends too much, and whether it is
-- about somebody who was erased. For that the app hashes ids with the key of the shop (m.erased), and is told the sealed key where it did not.
-- Then whom and what it is about. An order that is known names its customer, and nobody else speaks for it. On the storefront the
-- order is a word of the page, believed where it is one of the customer who is logged in.
CREATE FUNCTION "survey_gate"("m" JSONB, OUT "shop" INT, OUT "zone" TEXT, OUT "survey" JSONB, OUT "since" TIMESTAMPTZ, OUT "ordered" BIGINT, OUT "customer" BIGINT, OUT "person" BIGINT, OUT "visitor" TEXT, OUT "known" BOOLEAN, OUT "refusal" JSONB) LANGUAGE plpgsql AS U&'
DECLARE
  wait INT\003B
  sealed_ TEXT\003B
  buyer BIGINT\003B
  -- an assignment costs less than a query, and every message makes these
  done TEXT\003B
BEGIN
  SELECT id, coalesce(timezone, ''UTC''), coalesce(settings -> ''survey'', ''{}'') INTO shop, zone, survey FROM shops
  WHERE domain = m ->> ''shop'' AND uninstalled_at IS NULL\003B
  IF shop IS NULL THEN
    refusal := ''{"refused": "unauthorized"}''\003B
    RETURN\003B
  END IF\003B
  done := set_config(''app.shop_id'', shop::text, true)\003B
  -- whoever waits holds a connection, which other shops need: he is told to come back (55P03)
  done := set_config(''lock_timeout'', ''2s'', true)\003B
  done := pg_advisory_xact_lock_shared(hashtext(''omega.snapshots''), shop)\003B
  SELECT sealed INTO sealed_ FROM erasure_keys WHERE shop_id = shop\003B
  IF sealed_ IS NOT NULL AND m -> ''erased'' IS NULL THEN
    refusal := jsonb_build_object(''refused'', ''key_needed'', ''id'', shop, ''sealed'', sealed_)\003B
    RETURN\003B
  END IF\003B
  wait := survey_too_many(shop, m)\003B
  IF wait IS NOT NULL THEN
    refusal := jsonb_build_object(''refused'', ''too_many'', ''retryAfterSeconds'', wait)\003B
    RETURN\003B
  ELSIF sealed_ IS NOT NULL AND EXISTS (
    SELECT FROM erased_ids JOIN jsonb_each_text(m -> ''erased'') AS one(kind_, hex)
      ON kind = kind_ AND hash = decode(hex, ''hex'')
    WHERE shop_id = shop
  ) THEN
    refusal := ''{"refused": "erased"}''\003B
    RETURN\003B
  END IF\003B

  since := (m ->> ''at'')::TIMESTAMPTZ
    - make_interval(days => coalesce((survey ->> ''askAgainAfterDays'')::INT, (m -> ''defaults'' ->> ''askAgainAfterDays'')::INT))\003B
  ordered := (m ->> ''order'')::BIGINT\003B
  customer := (m ->> ''customer'')::BIGINT\003B
  SELECT customer_id INTO buyer FROM orders WHERE shop_id = shop AND id = ordered\003B
  known := FOUND\003B
  IF m ->> ''source'' = ''storefront'' AND (customer IS NULL OR buyer IS DISTINCT FROM customer) THEN
    ordered := NULL\003B
    buyer := NULL\003B
  ELSIF buyer <> customer THEN
    refusal := ''{"refused": "not_found"}''\003B
    RETURN\003B
  END IF\003B
  person := coalesce(buyer, customer)\003B
  IF ordered IS NULL AND customer IS NULL THEN
    visitor := m ->> ''visitor''\003B
  END IF\003B
END
';

-- An answer, a change of one, or the same submission once more.
CREATE OR REPLACE FUNCTION "survey_answer"("m" JSONB) RETURNS JSONB LANGUAGE plpgsql AS U&'
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
  gate RECORD\003B
  done TEXT\003B
  own survey_answers\003B
BEGIN
  gate := survey_gate(m)\003B
  IF gate.refusal IS NOT NULL THEN
    RETURN gate.refusal\003B
  END IF\003B

  IF gate.ordered IS NULL AND gate.customer IS NOT NULL THEN
    done := pg_advisory_xact_lock(hashtext(''omega.survey.customer.'' || gate.customer), gate.shop)\003B
    own := survey_own_answer(gate.shop, NULL, gate.customer, NULL, gate.since)\003B
  END IF\003B
  IF own.id IS NULL THEN
    IF gate.person IS NOT NULL THEN
      shown := survey_view(gate.shop, gate.ordered, gate.customer, NULL, gate.since)\003B
      IF shown.id IS NULL AND NOT linked AND survey_asked_lately(gate.shop, gate.person, gate.ordered, gate.since) THEN
        done := survey_refuse(gate.shop, m, gate.ordered, gate.customer, NULL, ''asked_lately'')\003B
        RETURN ''{"recorded": false, "why": "asked_lately"}''\003B
      END IF\003B
    END IF\003B
    -- most answers are the first of their order: nothing is looked for before it is met
    INSERT INTO survey_answers (shop_id, source, language, order_id, customer_id, visitor, score, reason, comment,
      voice_state, voice_at, answered_at, changed_at)
    VALUES (gate.shop, m ->> ''source'', m ->> ''language'', gate.ordered, gate.customer, gate.visitor, score_, reason_,
      nullif(m ->> ''comment'', ''''), CASE WHEN consents THEN ''consented'' END, CASE WHEN consents THEN at_ END, at_, at_)
    ON CONFLICT DO NOTHING RETURNING * INTO own\003B
    first := own.id IS NOT NULL\003B
    IF NOT first THEN
      own := survey_own_answer(gate.shop, gate.ordered, gate.customer, gate.visitor, gate.since)\003B
    ELSIF shown.id IS NULL THEN
      INSERT INTO survey_views (shop_id, source, order_id, customer_id, visitor, shown_at)
      VALUES (gate.shop, m ->> ''source'', gate.ordered, gate.customer, gate.visitor, at_) ON CONFLICT DO NOTHING
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
  IF gate.person IS NOT NULL THEN
    INSERT INTO dirty_customers (shop_id, customer_id) VALUES (gate.shop, gate.person)\003B
  END IF\003B
  UPDATE snapshots SET stale = true
  WHERE shop_id = gate.shop AND as_of > day_ AND as_of <= ((m ->> ''now'')::TIMESTAMPTZ AT TIME ZONE gate.zone)::DATE AND NOT stale\003B
  done := survey_ask_for_snapshot(gate.shop, (m ->> ''now'')::TIMESTAMPTZ, (m ->> ''attempts'')::INT)\003B
  RETURN survey_recorded(own)\003B
END
';

-- The question is about to be shown: whether it may be, and that it was.
CREATE OR REPLACE FUNCTION "survey_ask"("m" JSONB) RETURNS JSONB LANGUAGE plpgsql AS U&'
DECLARE
  at_ TIMESTAMPTZ := m ->> ''at''\003B
  linked BOOLEAN := m ->> ''source'' = ''link''\003B
  gate RECORD\003B
  done TEXT\003B
  own survey_answers\003B
  shown survey_views\003B
  why_ TEXT\003B
BEGIN
  gate := survey_gate(m)\003B
  IF gate.refusal IS NOT NULL THEN
    RETURN gate.refusal\003B
  END IF\003B
  own := survey_own_answer(gate.shop, gate.ordered, gate.customer, gate.visitor, gate.since)\003B
  IF own.id IS NOT NULL THEN
    RETURN jsonb_build_object(''ask'', false, ''why'', ''answered'',
      ''answered'', survey_recorded(own) - ''recorded'', ''survey'', gate.survey)\003B
  END IF\003B
  shown := survey_view(gate.shop, gate.ordered, gate.customer, gate.visitor, gate.since)\003B
  why_ := CASE
    WHEN NOT coalesce((gate.survey ->> ''enabled'')::BOOLEAN, (m -> ''defaults'' ->> ''enabled'')::BOOLEAN)
      OR NOT coalesce((gate.survey ->> (m ->> ''place''))::BOOLEAN, (m -> ''defaults'' ->> (m ->> ''place''))::BOOLEAN, true) THEN ''off''
    WHEN shown.dismissed_at IS NOT NULL AND NOT linked THEN ''dismissed''
    WHEN gate.ordered IS NOT NULL AND NOT gate.known AND NOT linked AND shown.shown_at < at_ - interval ''7 days'' THEN ''order_unknown_too_long''
    WHEN shown.id IS NULL AND NOT linked AND survey_asked_lately(gate.shop, gate.person, gate.ordered, gate.since) THEN ''asked_lately''
  END\003B
  IF why_ IS NOT NULL THEN
    done := survey_refuse(gate.shop, m, gate.ordered, gate.customer, gate.visitor, why_)\003B
    RETURN jsonb_build_object(''ask'', false, ''why'', why_, ''answered'', NULL, ''survey'', gate.survey)\003B
  END IF\003B
  -- a link of a mail is also opened by what looks for harm in it: its question was asked once it is answered
  IF shown.id IS NULL AND NOT linked THEN
    INSERT INTO survey_views (shop_id, source, order_id, customer_id, visitor, shown_at)
    VALUES (gate.shop, m ->> ''source'', gate.ordered, gate.customer, gate.visitor, at_) ON CONFLICT DO NOTHING\003B
  END IF\003B
  RETURN jsonb_build_object(''ask'', true, ''survey'', gate.survey)\003B
END
';

-- The question was put away.
CREATE OR REPLACE FUNCTION "survey_dismiss"("m" JSONB) RETURNS JSONB LANGUAGE plpgsql AS U&'
DECLARE
  at_ TIMESTAMPTZ := m ->> ''at''\003B
  gate RECORD\003B
  shown survey_views\003B
BEGIN
  gate := survey_gate(m)\003B
  IF gate.refusal IS NOT NULL THEN
    RETURN gate.refusal\003B
  END IF\003B
  shown := survey_view(gate.shop, gate.ordered, gate.customer, gate.visitor, gate.since)\003B
  IF shown.id IS NULL THEN
    INSERT INTO survey_views (shop_id, source, order_id, customer_id, visitor, shown_at, dismissed_at)
    VALUES (gate.shop, m ->> ''source'', gate.ordered, gate.customer, gate.visitor, at_, at_) ON CONFLICT DO NOTHING\003B
  ELSE
    UPDATE survey_views SET dismissed_at = at_ WHERE shop_id = gate.shop AND id = shown.id AND dismissed_at IS NULL\003B
  END IF\003B
  RETURN ''{"dismissed": true}''\003B
END
';
