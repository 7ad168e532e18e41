-- Takes a webhook that names what has changed: the delivery, the requests to read again and their job, all or nothing, in one round
-- trip. An unknown or uninstalled shop and a repeated delivery change nothing. The FROM sets the wall to the shop before the row
-- meets it.
CREATE OR REPLACE FUNCTION receive_change(
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
  SELECT request_reread(shop_id, what, ids, deleted, received, job, attempts) FROM delivered
$$;
