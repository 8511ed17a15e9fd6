// as: libs/identity/server/src/fixture.ts
// breaks: evenkeel/walls | Request-scoped providers
import { Injectable, Scope } from '@nestjs/common';
@Injectable({ scope: Scope.REQUEST })
export class Fixture {}
