import fc from 'fast-check';

/**
 * For every mutant the laws are tried with the same examples and for a short time only: the full number of runs belongs
 * to the ordinary tests. A law that is cut short without a counterexample has passed.
 */
fc.configureGlobal({ seed: 20_261_122, interruptAfterTimeLimit: 80, markInterruptAsFailure: false });
