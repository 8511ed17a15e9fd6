// as: libs/check-ins/server/src/use-cases/fixture.ts
// breaks: evenkeel/walls | Use cases know nothing of GraphQL
import { Field } from '@nestjs/graphql';
export const use = Field;
