-- Ends the failure of a job that has succeeded. One round trip after every job, which reads one row of an index and writes only
-- where there is a failure. A job names its shop by id or by domain; other jobs have no shop.
CREATE OR REPLACE FUNCTION forget_failure(shop int, domain_ text, job_ text, key_ text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF shop IS NULL THEN
    SELECT id INTO shop FROM shops WHERE domain = domain_;
  END IF;
  PERFORM set_config('app.shop_id', shop::text, true);
  DELETE FROM failing_jobs WHERE shop_id = shop AND job = job_ AND key = key_;
END
$$;
