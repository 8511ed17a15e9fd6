// as: libs/check-ins/server/src/use-cases/fixture.ts
// breaks: evenkeel/walls | A use case neither queues nor emits
export * from '@evenkeel/queue';
