DROP SCHEMA vault, comm_outbox, comm_audit, comm CASCADE;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA app, clock FROM app_comm, comm_engine, bridge;
REVOKE ALL ON SCHEMA app, clock FROM app_comm, comm_engine, bridge;
DROP POLICY not_for_moderators ON identity.membership;
DROP POLICY not_for_moderators ON identity.account;
DROP POLICY not_for_moderators ON identity.data_key;
REVOKE SELECT (id, ended_at) ON identity.session FROM engine;
DROP POLICY ended ON identity.session;
DROP INDEX identity.account_disabled, identity.membership_ended, identity.session_ended;
DROP TRIGGER moderate_alone ON identity.membership;
DROP FUNCTION identity.moderate_alone();
-- There is no such role below. The accounts stay, with nothing to do.
DELETE FROM identity.membership WHERE role = 'moderator';
ALTER TABLE identity.membership DROP CONSTRAINT membership_role_check;
ALTER TABLE identity.membership ADD CONSTRAINT membership_role_check
  CHECK (role IN ('patient','prescriber','therapist','coordinator','safety-lead','administrator','auditor'));
