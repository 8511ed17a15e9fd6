// as: libs/escalation/server/src/fixture.ts
// breaks: evenkeel/walls | Write to the logger
export const tell = (words: string) => console.log(words);
