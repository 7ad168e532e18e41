-- The page of voices reads the newest of each state; without this it would read every answer of a shop.

-- CreateIndex (partial ones are not known to the models)
CREATE INDEX "survey_answers_voices" ON "survey_answers" ("shop_id", "voice_state", "voice_at", "id") WHERE "voice_state" IS NOT NULL;
