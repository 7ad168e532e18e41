-- What the survey keeps when rows expire: counts without a person, from which every day reads as it did before. And the answers
-- that a merchant has deleted, without their content, so that their order is not asked again.

ALTER TABLE "shops" ADD COLUMN "orders_a_day" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "shops" ADD COLUMN "answers_deleted" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "survey_answer_counts" (
    "shop_id" INTEGER NOT NULL,
    "survey" TEXT NOT NULL DEFAULT 'nps',
    "day" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "score" SMALLINT NOT NULL,
    "reason" TEXT NOT NULL,
    "answers" INTEGER NOT NULL,

    CONSTRAINT "survey_answer_counts_pkey" PRIMARY KEY ("shop_id","survey","day","source","score","reason")
);

-- CreateTable
CREATE TABLE "survey_view_counts" (
    "shop_id" INTEGER NOT NULL,
    "survey" TEXT NOT NULL DEFAULT 'nps',
    "shown_on" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "answered_on" DATE NOT NULL,
    "dismissed_on" DATE NOT NULL,
    "views" INTEGER NOT NULL,

    CONSTRAINT "survey_view_counts_pkey" PRIMARY KEY ("shop_id","survey","shown_on","source","answered_on","dismissed_on")
);

-- CreateTable
CREATE TABLE "survey_refusal_counts" (
    "shop_id" INTEGER NOT NULL,
    "survey" TEXT NOT NULL DEFAULT 'nps',
    "day" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "refusals" INTEGER NOT NULL,

    CONSTRAINT "survey_refusal_counts_pkey" PRIMARY KEY ("shop_id","survey","day","source","why")
);

-- CreateTable
CREATE TABLE "deleted_answers" (
    "shop_id" INTEGER NOT NULL,
    "answer_id" BIGINT NOT NULL,
    "survey" TEXT NOT NULL DEFAULT 'nps',
    "order_id" BIGINT,
    "customer_id" BIGINT,
    "visitor" TEXT,
    "deleted_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "deleted_answers_pkey" PRIMARY KEY ("shop_id","answer_id")
);

-- CreateIndex
CREATE INDEX "deleted_answers_shop_id_order_id_idx" ON "deleted_answers"("shop_id", "order_id");

-- CreateIndex
CREATE INDEX "deleted_answers_shop_id_customer_id_idx" ON "deleted_answers"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "deleted_answers_shop_id_visitor_idx" ON "deleted_answers"("shop_id", "visitor");

-- The walls between shops.
ALTER TABLE "survey_answer_counts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "survey_answer_counts" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "survey_answer_counts"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "survey_view_counts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "survey_view_counts" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "survey_view_counts"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "survey_refusal_counts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "survey_refusal_counts" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "survey_refusal_counts"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "deleted_answers" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "deleted_answers" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "deleted_answers"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
