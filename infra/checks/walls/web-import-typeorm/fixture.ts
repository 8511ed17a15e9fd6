// as: apps/web/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "scope:web"
import { DataSource } from 'typeorm';
export const use = DataSource;
