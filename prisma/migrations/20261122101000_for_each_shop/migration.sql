-- How a migration changes rows behind the walls: it says its statement to this function, which runs it once for each shop, set
-- to that shop. A bare UPDATE in a migration would find no row (prisma/README.md). The JS schema engine splits a migration at
-- every semicolon, so that those of the loop are written as U&\003B.

CREATE FUNCTION "for_each_shop"("statement" TEXT) RETURNS VOID LANGUAGE plpgsql AS U&'
DECLARE own INTEGER\003B
BEGIN
  FOR own IN SELECT id FROM shops ORDER BY id LOOP
    PERFORM set_config(''app.shop_id'', own::text, true)\003B
    EXECUTE statement\003B
  END LOOP\003B
  PERFORM set_config(''app.shop_id'', '''', true)\003B
END';

REVOKE ALL ON FUNCTION "for_each_shop"(TEXT) FROM PUBLIC;
