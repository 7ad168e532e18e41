-- Forgetting: what Shopify asked to be handed over or erased, keyed hashes of what was erased (so that nothing brings it
-- back), the key of each shop for them (sealed with TOKEN_ENCRYPTION_KEYS), and comments, which a merchant may let expire.

-- CreateTable
CREATE TABLE "privacy_requests" (
    "shop_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "customer_id" BIGINT,
    "order_ids" BIGINT[],
    "state" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ NOT NULL,
    "due_at" TIMESTAMPTZ NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "file" TEXT,
    "file_expires_at" TIMESTAMPTZ,

    CONSTRAINT "privacy_requests_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "erased_ids" (
    "shop_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "erased_ids_pkey" PRIMARY KEY ("shop_id","kind","hash")
);

-- CreateTable
CREATE TABLE "erasure_keys" (
    "shop_id" INTEGER NOT NULL,
    "sealed" TEXT NOT NULL,

    CONSTRAINT "erasure_keys_pkey" PRIMARY KEY ("shop_id")
);

-- AlterTable
ALTER TABLE "survey_answers" ADD COLUMN "comment" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "privacy_requests_shop_id_webhook_id_key" ON "privacy_requests"("shop_id", "webhook_id");

-- What the app relies on, said to the database.
ALTER TABLE "privacy_requests" ADD CONSTRAINT "privacy_requests_kind" CHECK ("kind" IN ('dataRequest', 'customerRedact'));
ALTER TABLE "privacy_requests" ADD CONSTRAINT "privacy_requests_state" CHECK ("state" IN ('waiting', 'done', 'expired', 'erased'));
ALTER TABLE "erased_ids" ADD CONSTRAINT "erased_ids_kind" CHECK ("kind" IN ('customer', 'order'));

-- The walls between shops.
ALTER TABLE "privacy_requests" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "privacy_requests" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "privacy_requests"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "erased_ids" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "erased_ids" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "erased_ids"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "erasure_keys" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "erasure_keys" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "erasure_keys"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
