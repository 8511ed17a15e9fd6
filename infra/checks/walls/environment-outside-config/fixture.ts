// as: libs/notifications/server/src/fixture.ts
// breaks: evenkeel/walls | One place reads the environment
export const host = process.env['SMTP_HOST'];
