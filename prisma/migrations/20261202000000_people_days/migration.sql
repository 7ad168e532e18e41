-- The days of a customer's purchases from the second on, in order: only of customers of four purchases and more, and of several
-- subscription orders. Of others the first, second and last day are all. The plain ones are no renewals. Lists that ask who bought
-- in a month looked each customer's purchases up: over 0.3 s of 400,000 customers.
ALTER TABLE "people" ADD COLUMN "later_days" DATE[], ADD COLUMN "later_plain_days" DATE[];
ALTER TABLE "past_people" ADD COLUMN "later_days" DATE[], ADD COLUMN "later_plain_days" DATE[];
-- Rows of the current day are written again by their version, those of past days when they are looked at next.
TRUNCATE "past_people", "past_people_days";
