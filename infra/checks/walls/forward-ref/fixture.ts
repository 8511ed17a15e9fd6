// as: libs/identity/server/src/fixture.ts
// breaks: evenkeel/walls | A circle between modules
import { forwardRef } from '@nestjs/common';
export const use = forwardRef(() => Object);
