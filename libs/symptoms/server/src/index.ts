export { RuleSetReader, UnreadableRules, UnsignedRules } from './store/rule-set.reader.js';
export * from './symptoms.module.js';
