DROP TABLE clin.check_in_text, clin.check_in_answer, clin.check_in, clin.check_in_schedule;
