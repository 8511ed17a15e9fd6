DROP TABLE clin.local_product;
