-- The read side of the timeline: what one patient said in one month, in lists. Two years are twenty-four rows side by side
-- in the index, whatever the number of patients; the answers themselves lie in the order of arrival, thousands of pages apart.
-- Scores only, so that one kind of consent opens the whole row: doses, alerts and notes stay behind their own policies.
CREATE TABLE clin.timeline_month (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL REFERENCES identity.patient (id),
  month           date NOT NULL CHECK (extract(day FROM month) = 1),
  -- Day of the month and value of each overall score, ascending; several a day stand next to each other.
  overall_day     smallint[] NOT NULL,
  overall         smallint[] NOT NULL,
  -- For each symptom as many levels as the month has days, the highest of the day; NULL where nothing was said.
  symptom         text[] NOT NULL,
  level           smallint[] NOT NULL,
  -- First day with anything; NULL for a month whose answers all stood for none.
  first_day       smallint,
  folded_at       timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, patient_id, month),
  CHECK (cardinality(overall_day) = cardinality(overall)),
  CHECK (cardinality(level) = cardinality(symptom) * ((month + interval '1 month')::date - month))
);

-- Months in which something was answered since they were folded. Appended, never updated: two phones of one patient do not
-- wait for each other, and what is written while a month is being folded is folded once more.
CREATE TABLE clin.timeline_stale (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL,
  month           date NOT NULL,
  id              bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (organisation_id, patient_id, id)
);

-- By a trigger, in the transaction of the answer: the reader has to know at every moment which months it must not take from
-- the projection, and no way of storing an answer may forget to say so. The day of an answer is that of its check-in.
-- Definer, because whoever answers must not be able to touch the list in any other way.
CREATE FUNCTION clin.note_stale_months() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
  AS $$
BEGIN
  INSERT INTO clin.timeline_stale (organisation_id, patient_id, month)
    SELECT DISTINCT c.organisation_id, c.patient_id, c.local_date - extract(day FROM c.local_date)::integer + 1
      FROM fresh JOIN clin.check_in c ON c.id = fresh.check_in_id;
  RETURN NULL;
END $$;
CREATE TRIGGER answered AFTER INSERT ON clin.check_in_answer
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION clin.note_stale_months();
CREATE TRIGGER answered_again AFTER UPDATE ON clin.check_in_answer
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION clin.note_stale_months();
CREATE TRIGGER answer_removed AFTER DELETE ON clin.check_in_answer
  REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION clin.note_stale_months();

-- Check-ins by the day they belong to: a stale month is read through this.
CREATE INDEX check_in_day ON clin.check_in (organisation_id, patient_id, local_date);

-- What somebody of the team notes about a day. Words, so sealed with the patient's key. Never edited: withdrawn, and then
-- still there for whoever could read it.
CREATE TABLE clin.annotation (
  organisation_id uuid NOT NULL,
  patient_id      uuid NOT NULL REFERENCES identity.patient (id),
  local_date      date NOT NULL,
  -- Made by the device, so that a repetition is the same annotation.
  id              uuid NOT NULL UNIQUE,
  visibility      text NOT NULL CHECK (visibility IN ('only-me', 'patient-too', 'whole-team')),
  words           bytea NOT NULL,
  author_id       uuid NOT NULL REFERENCES identity.account,
  author_role     text NOT NULL CHECK (author_role IN ('prescriber', 'therapist')),
  written_at      timestamptz NOT NULL,
  withdrawn_at    timestamptz,
  PRIMARY KEY (organisation_id, patient_id, local_date, id)
);

CALL app.protect('clin.timeline_month');
CALL app.protect('clin.timeline_stale');
CALL app.protect('clin.annotation');

CREATE POLICY seen ON clin.timeline_month FOR SELECT TO app_clin USING (patient_id = ANY ((SELECT app.granted('symptom_scores'))::uuid[]));
CREATE POLICY seen ON clin.timeline_stale FOR SELECT TO app_clin USING (patient_id = ANY ((SELECT app.granted('symptom_scores'))::uuid[]));
CREATE POLICY engine ON clin.timeline_month TO engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON clin.timeline_stale TO engine USING (true) WITH CHECK (true);
CREATE POLICY folded ON clin.check_in_answer FOR SELECT TO engine USING (true);

-- Each circle of readers holds the one before it: the author, while on the team and in the role of writing; the patient;
-- everybody of the team with whom the patient shares words.
CREATE POLICY seen ON clin.annotation FOR SELECT TO app_clin USING (
  (author_id = app.uid() AND author_role = app.acting_role() AND patient_id = ANY ((SELECT app.granted('team'))::uuid[]))
  OR ((visibility = 'whole-team' OR (visibility = 'patient-too' AND app.acting_role() = 'patient'))
    AND patient_id = ANY ((SELECT app.granted('free_text'))::uuid[])));
CREATE POLICY written ON clin.annotation FOR INSERT TO app_clin WITH CHECK (
  organisation_id = app.org() AND author_id = app.uid() AND author_role = app.acting_role() AND withdrawn_at IS NULL
  AND patient_id = ANY ((SELECT app.granted('team'))::uuid[]));
CREATE POLICY withdrawn ON clin.annotation FOR UPDATE TO app_clin
  USING (author_id = app.uid() AND author_role = app.acting_role() AND patient_id = ANY ((SELECT app.granted('team'))::uuid[]))
  WITH CHECK (organisation_id = app.org() AND author_id = app.uid() AND patient_id = ANY ((SELECT app.granted('team'))::uuid[]));

REVOKE EXECUTE ON FUNCTION clin.note_stale_months() FROM PUBLIC;
GRANT SELECT ON clin.timeline_month, clin.timeline_stale TO app_clin;
GRANT SELECT, INSERT, UPDATE ON clin.timeline_month TO engine;
GRANT SELECT, DELETE ON clin.timeline_stale TO engine;
-- The fold needs the numbers and nothing else of an answer.
GRANT SELECT (organisation_id, patient_id, check_in_id, question, value) ON clin.check_in_answer TO engine;
GRANT SELECT, INSERT ON clin.annotation TO app_clin;
GRANT UPDATE (withdrawn_at) ON clin.annotation TO app_clin;
