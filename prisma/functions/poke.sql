-- Notes what is to be read again, and asks for the job that does it.
CREATE OR REPLACE FUNCTION poke(
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
