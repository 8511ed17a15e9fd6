DROP TABLE clin.dose_watch;
DROP TABLE clin.dispensing;
DROP TABLE clin.dose_record;
