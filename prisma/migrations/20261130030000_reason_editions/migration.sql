-- The edition of the sentences that a reason was chosen from (decision 109). Every reason until now is of the first.
ALTER TABLE "survey_answers" ADD COLUMN "reason_edition" SMALLINT NOT NULL DEFAULT 1;
ALTER TABLE "survey_answer_changes" ADD COLUMN "reason_edition" SMALLINT NOT NULL DEFAULT 1;
ALTER TABLE "survey_waiting" ADD COLUMN "reason_edition" SMALLINT NOT NULL DEFAULT 1;
ALTER TABLE "survey_waiting_changes" ADD COLUMN "reason_edition" SMALLINT NOT NULL DEFAULT 1;
