-- A plan that waits for nothing but another prescriber's sign-off is a task like any other.
ALTER TABLE clin.task DROP CONSTRAINT task_kind_check;
ALTER TABLE clin.task ADD CONSTRAINT task_kind_check CHECK (kind IN (
  'plan-unread', 'step-locked', 'hold-review', 'plan-changed', 'second-sign-off', 'dose-unconfirmed', 'concentration-unconfirmed', 'interaction-review', 'supply-14', 'supply-7', 'supply-3'));
