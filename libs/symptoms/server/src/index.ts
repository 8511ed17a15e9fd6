export { RuleSetReader, UnsignedRules } from './store/rule-set.reader.js';
export * from './symptoms.module.js';
