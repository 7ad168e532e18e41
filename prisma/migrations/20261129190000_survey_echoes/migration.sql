-- What a sender was told of a known order that its proof is not of: told again on its next visit, as it would be of an unknown order.
-- The sender is a keyed hash of order and proof. There is no order, no customer and no word here, and seven days later the row goes.

-- AlterTable
ALTER TABLE "survey_waiting" ADD COLUMN "sender" BYTEA;

-- CreateTable
CREATE TABLE "survey_echoes" (
    "shop_id" INTEGER NOT NULL,
    "sender" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ NOT NULL,
    "dismissed_at" TIMESTAMPTZ,
    "score" SMALLINT,
    "answered_at" TIMESTAMPTZ,

    CONSTRAINT "survey_echoes_pkey" PRIMARY KEY ("shop_id","sender")
);

-- CreateTable
CREATE TABLE "survey_echo_keys" (
    "shop_id" INTEGER NOT NULL,
    "key" UUID NOT NULL,
    "sender" BYTEA NOT NULL,

    CONSTRAINT "survey_echo_keys_pkey" PRIMARY KEY ("shop_id","key")
);

-- CreateIndex
CREATE INDEX "survey_echo_keys_shop_id_sender_idx" ON "survey_echo_keys"("shop_id", "sender");

-- AddForeignKey
ALTER TABLE "survey_echo_keys" ADD CONSTRAINT "survey_echo_keys_echo" FOREIGN KEY ("shop_id", "sender") REFERENCES "survey_echoes"("shop_id", "sender") ON DELETE CASCADE ON UPDATE CASCADE;

-- The walls between shops.
ALTER TABLE "survey_echoes" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "survey_echoes" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "survey_echoes"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "survey_echo_keys" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "survey_echo_keys" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "survey_echo_keys"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
