-- What the merchant has done about an answer: an answer without a row is open (decision 139).
CREATE TABLE "answer_states" (
  "shop_id"   INTEGER,
  "answer_id" BIGINT,
  -- inWork or done
  "state"     TEXT NOT NULL CONSTRAINT "answer_states_state" CHECK ("state" IN ('inWork', 'done')),
  -- since when
  "at"        TIMESTAMPTZ NOT NULL,
  PRIMARY KEY ("shop_id", "answer_id"),
  CONSTRAINT "answer_states_answer" FOREIGN KEY ("shop_id", "answer_id") REFERENCES "survey_answers" ("shop_id", "id")
    ON DELETE CASCADE ON UPDATE CASCADE
);
ALTER TABLE "answer_states" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "answer_states"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

-- When the customer changed an answer that was done; whether a comment has expired; when the merchant declined a testimonial,
-- whose voice_state is withdrawn then: the domain's rule stays, which a change would hold writers up for.
ALTER TABLE "survey_answers" ADD COLUMN "reopened_at" TIMESTAMPTZ;
ALTER TABLE "survey_answers" ADD COLUMN "comment_expired" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "survey_answers" ADD COLUMN "declined_at" TIMESTAMPTZ;

-- What the merchant notes beside weeks in which the score fell.
CREATE TABLE "bad_week_notes" (
  "shop_id" INTEGER,
  -- the last day of the first window that lies low (app/metrics/nps/scores/bad-weeks.ts)
  "day"     DATE,
  "note"    TEXT NOT NULL,
  "at"      TIMESTAMPTZ NOT NULL,
  PRIMARY KEY ("shop_id", "day")
);
ALTER TABLE "bad_week_notes" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "bad_week_notes"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
