// as: libs/escalation/rules/src/fixture.ts
// breaks: evenkeel/walls | Export by name
export default 1;
