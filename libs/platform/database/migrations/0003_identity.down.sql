DROP POLICY gate ON audit.entry;
DROP TABLE identity.access_grant, identity.socket_ticket, identity.sign_in_attempt, identity.session, identity.patient_zone,
  identity.patient, identity.membership, identity.credential, identity.account, identity.data_key, identity.organisation CASCADE;
-- After the tables: their policies lean on it.
DROP FUNCTION app.granted(text);
REVOKE ALL ON SCHEMA identity FROM app_clin, engine, gate;
REVOKE ALL ON SCHEMA app, clock, audit FROM gate;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA app, clock FROM gate;
REVOKE ALL ON audit.entry FROM gate;
