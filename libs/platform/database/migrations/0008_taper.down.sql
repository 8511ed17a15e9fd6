DROP TABLE clin.dose_step;
