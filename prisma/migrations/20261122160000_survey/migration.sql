-- The survey: answers with where and in which language they were given, every change of one, who was asked and who was
-- not, and how often somebody knocks. No answer was ever written before this, so new columns need no value for old rows.

ALTER TABLE "survey_answers" ADD COLUMN "survey" TEXT NOT NULL DEFAULT 'nps';
ALTER TABLE "survey_answers" ADD COLUMN "source" TEXT NOT NULL;
ALTER TABLE "survey_answers" ADD COLUMN "visitor" TEXT;
ALTER TABLE "survey_answers" ADD COLUMN "reason" TEXT;
ALTER TABLE "survey_answers" ADD COLUMN "language" TEXT NOT NULL;
ALTER TABLE "survey_answers" ADD COLUMN "changed_at" TIMESTAMPTZ NOT NULL;
ALTER TABLE "survey_answers" ADD COLUMN "voice_state" TEXT;
ALTER TABLE "survey_answers" ADD COLUMN "voice_at" TIMESTAMPTZ;
ALTER TABLE "survey_answers" ADD COLUMN "rewarded" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "survey_answer_changes" (
    "shop_id" INTEGER NOT NULL,
    "key" UUID NOT NULL,
    "answer_id" BIGINT NOT NULL,
    "score" SMALLINT NOT NULL,
    "reason" TEXT,
    "comment" TEXT,
    "voice" BOOLEAN,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "survey_answer_changes_pkey" PRIMARY KEY ("shop_id","key")
);

-- CreateTable
CREATE TABLE "survey_views" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "survey" TEXT NOT NULL DEFAULT 'nps',
    "source" TEXT NOT NULL,
    "order_id" BIGINT,
    "customer_id" BIGINT,
    "visitor" TEXT,
    "shown_at" TIMESTAMPTZ NOT NULL,
    "dismissed_at" TIMESTAMPTZ,

    CONSTRAINT "survey_views_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "survey_refusals" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "survey" TEXT NOT NULL DEFAULT 'nps',
    "source" TEXT NOT NULL,
    "order_id" BIGINT,
    "customer_id" BIGINT,
    "visitor" TEXT,
    "why" TEXT NOT NULL,
    "refused_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "survey_refusals_pkey" PRIMARY KEY ("shop_id","id")
);

-- Counts of the last minute only: unlogged, since a crash may as well begin at nought.
CREATE UNLOGGED TABLE "survey_rates" (
    "shop_id" INTEGER NOT NULL,
    "who" TEXT NOT NULL,
    "slot" SMALLINT NOT NULL,
    "since" TIMESTAMPTZ NOT NULL,
    "messages" INTEGER NOT NULL,

    CONSTRAINT "survey_rates_pkey" PRIMARY KEY ("shop_id","who","slot")
) WITH (fillfactor = 50);

-- CreateIndex
CREATE UNIQUE INDEX "survey_answers_shop_id_survey_order_id_key" ON "survey_answers"("shop_id", "survey", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_answers_shop_id_survey_visitor_key" ON "survey_answers"("shop_id", "survey", "visitor");

-- CreateIndex
CREATE INDEX "survey_answers_shop_id_answered_at_idx" ON "survey_answers"("shop_id", "answered_at");

-- CreateIndex
CREATE INDEX "survey_answer_changes_shop_id_answer_id_idx" ON "survey_answer_changes"("shop_id", "answer_id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_views_shop_id_survey_order_id_key" ON "survey_views"("shop_id", "survey", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_views_shop_id_survey_visitor_key" ON "survey_views"("shop_id", "survey", "visitor");

-- CreateIndex
CREATE INDEX "survey_views_shop_id_customer_id_idx" ON "survey_views"("shop_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_refusals_shop_id_survey_why_order_id_key" ON "survey_refusals"("shop_id", "survey", "why", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_refusals_shop_id_survey_why_visitor_key" ON "survey_refusals"("shop_id", "survey", "why", "visitor");

-- AddForeignKey: with an answer its changes go, whoever deletes it
ALTER TABLE "survey_answer_changes" ADD CONSTRAINT "survey_answer_changes_answer" FOREIGN KEY ("shop_id", "answer_id") REFERENCES "survey_answers"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A customer who is asked without an order may be asked again later, and is refused once for each reason.
CREATE UNIQUE INDEX "survey_refusals_customer" ON "survey_refusals"("shop_id", "survey", "why", "customer_id") WHERE "order_id" IS NULL;

-- What the app relies on, said to the database.
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_source" CHECK ("source" IN ('thank_you', 'order_status', 'storefront', 'link'));
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_reason" CHECK ("reason" IS NULL OR ("reason" IN ('indifference', 'product', 'competitor', 'other') AND "score" <= 6));
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_language" CHECK ("language" IN ('ja', 'en'));
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_voice" CHECK ("voice_state" IN ('consented', 'published', 'withdrawn'));
ALTER TABLE "survey_answer_changes" ADD CONSTRAINT "survey_answer_changes_score" CHECK ("score" BETWEEN 0 AND 10);
ALTER TABLE "survey_views" ADD CONSTRAINT "survey_views_source" CHECK ("source" IN ('thank_you', 'order_status', 'storefront', 'link'));
ALTER TABLE "survey_refusals" ADD CONSTRAINT "survey_refusals_source" CHECK ("source" IN ('thank_you', 'order_status', 'storefront', 'link'));

-- The walls between shops.
ALTER TABLE "survey_answer_changes" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "survey_answer_changes" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "survey_answer_changes"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "survey_views" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "survey_views" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "survey_views"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "survey_refusals" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "survey_refusals" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "survey_refusals"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "survey_rates" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "survey_rates" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "survey_rates"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
