-- Drops the functions that messages on their way used during the upgrade to survey_doors_lighter. All others stand in prisma/functions from here on.
DROP FUNCTION "survey_begin"(JSONB);
DROP FUNCTION "survey_subject"(INT, JSONB);
