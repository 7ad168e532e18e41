-- Records what is to be read again from Shopify, and enqueues the job that reads it.
CREATE OR REPLACE FUNCTION request_reread(
  shop int, what text, ids bigint[], deleted boolean, at timestamptz, job text, attempts int
) RETURNS void LANGUAGE sql AS $$
  WITH requested AS (
    INSERT INTO reread_requests AS known (shop_id, kind, id, requested_at, reported_deleted)
    SELECT DISTINCT shop, what, one, at, deleted FROM unnest(ids) one ORDER BY one
    ON CONFLICT (shop_id, kind, id) DO UPDATE SET
      requests = known.requests + 1, read_at = NULL, reported_deleted = known.reported_deleted OR excluded.reported_deleted,
      requested_at = CASE WHEN known.read_at IS NULL THEN known.requested_at ELSE excluded.requested_at END
    RETURNING shop_id
  )
  SELECT enqueue_reread(shop_id, job, attempts) FROM requested LIMIT 1
$$;
