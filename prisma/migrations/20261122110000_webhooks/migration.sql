-- Webhooks: what was delivered, and what Shopify said has changed and waits to be read again. One function takes a delivery
-- and its job in one round trip, because a busy shop brings hundreds a second. What a shop may still ask of Shopify is
-- counted in one row per shop, unlogged: after a crash the next answer says it again.

-- CreateTable
CREATE TABLE "deliveries" (
    "shop_id" INTEGER NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "event_id" TEXT,
    "topic" TEXT NOT NULL,
    "triggered_at" TIMESTAMPTZ,
    "received_at" TIMESTAMPTZ NOT NULL,
    "subject_ids" BIGINT[],

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("shop_id","webhook_id")
);

-- CreateTable
CREATE TABLE "pokes" (
    "shop_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "id" BIGINT NOT NULL,
    "poked_at" TIMESTAMPTZ NOT NULL,
    "turn" INTEGER NOT NULL DEFAULT 1,
    "told_deleted" BOOLEAN NOT NULL DEFAULT false,
    "read_at" TIMESTAMPTZ,

    CONSTRAINT "pokes_pkey" PRIMARY KEY ("shop_id","kind","id")
);

-- CreateTable
CREATE UNLOGGED TABLE "api_budgets" (
    "domain" TEXT NOT NULL,
    "available" DOUBLE PRECISION NOT NULL,
    "maximum" DOUBLE PRECISION NOT NULL,
    "restore_rate" DOUBLE PRECISION NOT NULL,
    "counted_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "api_budgets_pkey" PRIMARY KEY ("domain")
);

ALTER TABLE "pokes" ADD CONSTRAINT "pokes_kind" CHECK ("kind" IN ('order', 'customer', 'product', 'inventoryItem'));

ALTER TABLE "deliveries" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "deliveries" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "deliveries"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "pokes" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "pokes" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "pokes"
  USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int))
  WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

-- The functions below are one statement each: the JS schema engine splits a migration at every semicolon.
-- They name the queue, which migrates itself after this.
SET check_function_bodies = off;

-- The job, unless one waits that has not begun and soon will: one that waits for points at Shopify is left to wait, one that
-- has failed often is brought forward. Reads what is committed by the time it is called.
CREATE FUNCTION "reread_unless_waiting"(shop int, job text, attempts int) RETURNS void LANGUAGE sql AS $$
  SELECT graphile_worker.add_job(
    identifier => job, payload => json_build_object('shopId', shop), queue_name => 'reread:' || shop,
    max_attempts => attempts, job_key => job || ':' || shop)
  WHERE NOT EXISTS (
    SELECT FROM graphile_worker.jobs waiting
    WHERE waiting.key = job || ':' || shop AND waiting.locked_at IS NULL
      AND waiting.attempts < waiting.max_attempts AND waiting.run_at <= clock_timestamp() + interval '15 seconds')
$$;

-- Asks for a job that reads again. Whoever asks holds a lock, shared with others who do, from before he looks until he commits.
-- A job that begins takes it alone for a moment, and so sees what was written by all who saw it waiting.
CREATE FUNCTION "ask_for_reread"(shop int, job text, attempts int) RETURNS void LANGUAGE sql AS $$
  SELECT reread_unless_waiting(shop, job, attempts)
  FROM (SELECT pg_advisory_xact_lock_shared(hashtext(job), shop) OFFSET 0) held
$$;

-- Notes what is to be read again, and asks for the job that does it.
CREATE FUNCTION "poke"(
  shop int, what text, ids bigint[], deleted boolean, at timestamptz, job text, attempts int
) RETURNS void LANGUAGE sql AS $$
  WITH poked AS (
    INSERT INTO pokes AS known (shop_id, kind, id, poked_at, told_deleted)
    SELECT DISTINCT shop, what, one, at, deleted FROM unnest(ids) one ORDER BY one
    ON CONFLICT (shop_id, kind, id) DO UPDATE SET
      turn = known.turn + 1, read_at = NULL, told_deleted = known.told_deleted OR excluded.told_deleted,
      poked_at = CASE WHEN known.read_at IS NULL THEN known.poked_at ELSE excluded.poked_at END
    RETURNING shop_id
  )
  SELECT ask_for_reread(shop_id, job, attempts) FROM poked LIMIT 1
$$;

-- A webhook that pokes: the delivery, its pokes and their job, all or nothing, in one round trip. A shop that is not known or
-- has gone, and a delivery that came before, change nothing. The row comes out of the shop that sets the wall, so the wall is
-- set before the row meets it.
CREATE FUNCTION "receive_poke"(
  domain_told text, webhook text, event text, topic_told text, triggered timestamptz, received timestamptz,
  what text, ids bigint[], deleted boolean, job text, attempts int
) RETURNS void LANGUAGE sql AS $$
  WITH shop AS MATERIALIZED (
    SELECT id, set_config('app.shop_id', id::text, true) FROM shops WHERE domain = domain_told AND uninstalled_at IS NULL
  ), delivered AS (
    INSERT INTO deliveries (shop_id, webhook_id, event_id, topic, triggered_at, received_at, subject_ids)
    SELECT shop.id, webhook, event, topic_told, triggered, received, ids FROM shop
    ON CONFLICT DO NOTHING RETURNING shop_id
  )
  SELECT poke(shop_id, what, ids, deleted, received, job, attempts) FROM delivered
$$;
