-- Enqueues a re-read. The caller holds a shared lock from before its check until its commit. A job that begins takes the lock
-- alone for a moment, and so sees the rows of every transaction that saw it queued.
CREATE OR REPLACE FUNCTION enqueue_reread(shop int, job text, attempts int) RETURNS void LANGUAGE sql AS $$
  SELECT enqueue_unless_waiting(shop, job, attempts)
  FROM (SELECT pg_advisory_xact_lock_shared(hashtext(job), shop) OFFSET 0) held
$$;
