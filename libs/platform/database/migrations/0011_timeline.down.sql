DROP TRIGGER answered ON clin.check_in_answer;
DROP TRIGGER answered_again ON clin.check_in_answer;
DROP TRIGGER answer_removed ON clin.check_in_answer;
DROP FUNCTION clin.note_stale_months();
DROP INDEX clin.check_in_day;
DROP POLICY folded ON clin.check_in_answer;
REVOKE SELECT (organisation_id, patient_id, check_in_id, question, value) ON clin.check_in_answer FROM engine;
DROP TABLE clin.annotation, clin.timeline_stale, clin.timeline_month;
