// as: libs/escalation/rules/src/fixture.ts
// breaks: evenkeel/walls | Inside a project import the file itself
export * from './index.js';
