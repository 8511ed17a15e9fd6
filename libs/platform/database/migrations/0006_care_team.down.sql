DROP FUNCTION clin.refresh_grants(uuid);
DROP TABLE clin.role_category, clin.consent, clin.care_team_member;
DROP FUNCTION app.belongs_to();
