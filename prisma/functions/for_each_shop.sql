-- Runs a migration's statement once for each shop, set to that shop: a bare UPDATE finds no row behind the walls (prisma/README.md).
CREATE OR REPLACE FUNCTION for_each_shop(statement TEXT) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE own INTEGER;
BEGIN
  FOR own IN SELECT id FROM shops ORDER BY id LOOP
    PERFORM set_config('app.shop_id', own::text, true);
    EXECUTE statement;
  END LOOP;
  PERFORM set_config('app.shop_id', '', true);
END
$$;

REVOKE ALL ON FUNCTION for_each_shop(TEXT) FROM PUBLIC;
