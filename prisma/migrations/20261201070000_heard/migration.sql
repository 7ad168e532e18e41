-- How a buyer heard of the shop: the second question, about a customer's first order (decision 143). It is no part of the NPS.
CREATE TABLE "heard_answers" (
  "shop_id"  INTEGER,
  "order_id" BIGINT,
  -- the key of a choice in the survey's settings, or other
  "choice"   TEXT NOT NULL,
  "source"   survey_source NOT NULL,
  "at"       TIMESTAMPTZ NOT NULL,
  PRIMARY KEY ("shop_id", "order_id")
);
ALTER TABLE "heard_answers" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shop_wall ON "heard_answers"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
