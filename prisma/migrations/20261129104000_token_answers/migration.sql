-- How Shopify's token address answered each shop the last time, and since when a shop's token is refused. A refused token is
-- kept for days: the address may be wrong about one shop for a while, or about all of them. The last answers of different
-- shops say which it is, to all processes alike; while most of them are bad one process asks once a minute.

-- CreateTable
CREATE TABLE "token_answers" (
    "domain" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ NOT NULL,
    "failing_since" TIMESTAMPTZ,
    "refused_since" TIMESTAMPTZ,
    "why" TEXT,
    "token_at" TIMESTAMPTZ,
    "recovered_at" TIMESTAMPTZ,

    CONSTRAINT "token_answers_pkey" PRIMARY KEY ("domain")
);

-- CreateTable
CREATE TABLE "token_probes" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "next_at" TIMESTAMPTZ NOT NULL DEFAULT '-infinity'::timestamp with time zone,
    "resumed_at" TIMESTAMPTZ NOT NULL DEFAULT '-infinity'::timestamp with time zone,

    CONSTRAINT "token_probes_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "token_probes_one" CHECK ("id" = 1)
);

INSERT INTO "token_probes" DEFAULT VALUES;

-- CreateIndex
CREATE INDEX "token_answers_answered_at_idx" ON "token_answers"("answered_at");
