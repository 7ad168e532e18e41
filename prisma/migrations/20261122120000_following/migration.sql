-- How the app follows a shop by itself: whose turn the snapshot is, jobs that gave up, how far what Shopify changed was looked
-- through, and the sweeps that compare all ids. Each table behind the wall of its shop.

-- CreateTable
CREATE TABLE "snapshot_turns" (
    "shop_id" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ,
    "counting_since" TIMESTAMPTZ,
    "next_at" TIMESTAMPTZ NOT NULL DEFAULT '-infinity',

    CONSTRAINT "snapshot_turns_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "given_up_jobs" (
    "shop_id" INTEGER NOT NULL,
    "job" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "since" TIMESTAMPTZ NOT NULL,
    "error" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 1,
    "ended" BOOLEAN NOT NULL,
    "terminal" BOOLEAN NOT NULL,
    "retried_at" TIMESTAMPTZ,

    CONSTRAINT "given_up_jobs_pkey" PRIMARY KEY ("shop_id","job","key")
);

-- CreateTable
CREATE TABLE "reconciliations" (
    "shop_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "span" TEXT NOT NULL,
    "watermark" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "reconciliations_pkey" PRIMARY KEY ("shop_id","kind","span")
);

-- CreateTable
CREATE TABLE "sweeps" (
    "shop_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "failure" TEXT,
    "failure_detail" TEXT,
    "found" INTEGER,
    "orders_apart" INTEGER,

    CONSTRAINT "sweeps_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "sweep_parts" (
    "shop_id" INTEGER NOT NULL,
    "sweep_id" INTEGER NOT NULL,
    "part" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "bulk_operation_id" TEXT,
    "result_url" TEXT,
    "total" BIGINT,
    "prepared" BIGINT NOT NULL DEFAULT 0,
    "prepared_lines" BIGINT NOT NULL DEFAULT 0,
    "moved_at" TIMESTAMPTZ,
    "rows_read" BIGINT NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "next_try_at" TIMESTAMPTZ,

    CONSTRAINT "sweep_parts_pkey" PRIMARY KEY ("shop_id","sweep_id","part")
);

-- One of a kind runs per shop.
CREATE UNIQUE INDEX "sweeps_running" ON "sweeps" ("shop_id", "kind") WHERE "state" = 'running';

ALTER TABLE "snapshot_turns" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "snapshot_turns" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "snapshot_turns" USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int)) WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "given_up_jobs" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "given_up_jobs" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "given_up_jobs" USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int)) WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "reconciliations" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "reconciliations" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "reconciliations" USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int)) WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "sweeps" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sweeps" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "sweeps" USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int)) WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));

ALTER TABLE "sweep_parts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sweep_parts" FORCE ROW LEVEL SECURITY;
CREATE POLICY "shop_wall" ON "sweep_parts" USING ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int)) WITH CHECK ("shop_id" = (SELECT NULLIF(current_setting('app.shop_id', true), '')::int));
