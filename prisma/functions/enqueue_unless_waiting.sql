-- Enqueues the job, unless one is queued that starts within 15 seconds. A job that waits for Shopify's budget keeps its time; one
-- that has failed often is brought forward. Reads what other transactions have committed by the time of the call. Priority and flag
-- are those of the catalog (app/queue), which tests/worker/lanes.test.ts checks.
CREATE OR REPLACE FUNCTION enqueue_unless_waiting(shop int, job text, attempts int) RETURNS void LANGUAGE sql AS $$
  SELECT graphile_worker.add_job(
    identifier => job, payload => json_build_object('shopId', shop), max_attempts => attempts,
    job_key => job || ':' || shop, priority => 20, flags => array['reread:' || shop])
  WHERE NOT EXISTS (
    SELECT FROM graphile_worker._private_jobs waiting
    WHERE waiting.key = job || ':' || shop AND waiting.locked_at IS NULL
      AND waiting.attempts < waiting.max_attempts AND waiting.run_at <= clock_timestamp() + interval '15 seconds')
$$;
