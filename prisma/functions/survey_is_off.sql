-- Whether the merchant has the question asked nowhere, or not in this place.
CREATE OR REPLACE FUNCTION survey_is_off(m JSONB, survey JSONB) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
BEGIN
  RETURN NOT coalesce((survey ->> 'enabled')::BOOLEAN, (m -> 'defaults' ->> 'enabled')::BOOLEAN)
    OR NOT coalesce((survey ->> (m ->> 'place'))::BOOLEAN, (m -> 'defaults' ->> (m ->> 'place'))::BOOLEAN, true);
END
$$;
