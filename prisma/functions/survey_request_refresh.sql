-- Requests the shop's next refresh as requestRefresh does (app/queue/snapshot-refresh.server.ts), unless it is requested already: all
-- answers of a shop share one row. A refresh begins alone, so a job that is queued here has not begun. One that waits for the night
-- is brought forward. Priority and flag are those of the catalog (app/queue).
CREATE OR REPLACE FUNCTION survey_request_refresh(
  shop INT, at_ TIMESTAMPTZ, attempts_ INT
) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  due TIMESTAMPTZ;
BEGIN
  IF EXISTS (
    SELECT FROM snapshot_refreshes refresh JOIN graphile_worker._private_jobs waiting ON waiting.key = 'snapshot.refresh:' || shop
    WHERE refresh.shop_id = shop AND refresh.requested_at IS NOT NULL AND waiting.locked_at IS NULL
      AND waiting.attempts < waiting.max_attempts AND waiting.priority <= 10
      AND waiting.run_at <= greatest(refresh.next_at, clock_timestamp()) + interval '15 seconds'
      AND waiting.run_at <= clock_timestamp() + interval '11 minutes'
  ) THEN
    RETURN;
  END IF;
  INSERT INTO snapshot_refreshes AS refresh (shop_id, requested_at) VALUES (shop, at_)
  ON CONFLICT (shop_id) DO UPDATE SET requested_at = coalesce(refresh.requested_at, excluded.requested_at)
  -- no pause is longer than ten minutes: a clock has stepped back since it was written
  RETURNING CASE WHEN next_at > clock_timestamp() + interval '10 minutes' THEN clock_timestamp()
    ELSE greatest(next_at, clock_timestamp()) END INTO due;
  PERFORM graphile_worker.add_job(
    identifier => 'snapshot.refresh', payload => json_build_object('shopId', shop), run_at => due,
    max_attempts => attempts_, job_key => 'snapshot.refresh:' || shop, priority => 10, flags => array['snapshot:' || shop]);
END
$$;
