-- What is said of an order before the order is known waits here, each sender by itself, until the order shows whose it is. It counts nowhere.

-- CreateTable
CREATE TABLE "survey_waiting" (
    "shop_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "order_id" BIGINT NOT NULL,
    "number_hash" BYTEA,
    "customer_id" BIGINT,
    "source" "survey_source" NOT NULL,
    "received_at" TIMESTAMPTZ NOT NULL,
    "shown_at" TIMESTAMPTZ NOT NULL,
    "dismissed_at" TIMESTAMPTZ,
    "language" "survey_language",
    "score" SMALLINT,
    "reason" "survey_reason",
    "comment" TEXT,
    "voice_state" "survey_voice_state",
    "voice_at" TIMESTAMPTZ,
    "answered_at" TIMESTAMPTZ,
    "changed_at" TIMESTAMPTZ,

    CONSTRAINT "survey_waiting_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "survey_waiting_changes" (
    "shop_id" INTEGER NOT NULL,
    "key" UUID NOT NULL,
    "waiting_id" BIGINT NOT NULL,
    "score" SMALLINT NOT NULL,
    "reason" TEXT,
    "comment" TEXT,
    "voice" BOOLEAN,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "survey_waiting_changes_pkey" PRIMARY KEY ("shop_id","key")
);

-- CreateIndex
CREATE INDEX "survey_waiting_changes_shop_id_waiting_id_idx" ON "survey_waiting_changes"("shop_id", "waiting_id");

-- AddForeignKey
ALTER TABLE "survey_waiting_changes" ADD CONSTRAINT "survey_waiting_changes_waiting" FOREIGN KEY ("shop_id", "waiting_id") REFERENCES "survey_waiting"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One row for each order and proof, whatever others say of the same order.
CREATE UNIQUE INDEX "survey_waiting_proof" ON "survey_waiting"("shop_id", "order_id", coalesce("number_hash", ''), coalesce("customer_id", 0));

-- The walls between shops.
ALTER TABLE "survey_waiting" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "survey_waiting" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "survey_waiting"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "survey_waiting_changes" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "survey_waiting_changes" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "survey_waiting_changes"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
