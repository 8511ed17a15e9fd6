// Before each test file of the project: Product.start reads it.
process.env.EVENKEEL_TEST_SIZE = 'several-processes';
