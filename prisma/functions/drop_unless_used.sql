-- Drops the tables that no other transaction uses and returns the others. A pg_dump holds every table (ACCESS SHARE) until it
-- ends, for hours in a large database. Waits for the first table in use longer than the second (deadlock_timeout) after which an
-- autovacuum makes way, and for no table after that.
CREATE OR REPLACE FUNCTION drop_unless_used(names text[], wait_ms int) RETURNS text[] LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
DECLARE
  name text;
  used text[] := '{}';
BEGIN
  PERFORM set_config('lock_timeout', wait_ms::text, true);
  FOREACH name IN ARRAY names LOOP
    BEGIN
      EXECUTE format('DROP TABLE IF EXISTS %s', name);
    EXCEPTION WHEN lock_not_available THEN
      used := used || name;
      PERFORM set_config('lock_timeout', '1', true);
    END;
  END LOOP;
  RETURN used;
END
$$;
