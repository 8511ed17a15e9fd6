import nx from '@nx/eslint-plugin';
import hooks from 'eslint-plugin-react-hooks';
import typescript from 'typescript-eslint';
import { wallRule } from './infra/checks/wall-rule.mjs';
import { walls } from './infra/checks/walls.mjs';

/** What both realms may use besides the shared projects: it knows neither a person nor a persona. */
const neutral = ['audit', 'phrases'];

/** A scope may use the layers above it in this list, never its neighbours; news travels downwards as outbox events. */
const layers = [neutral, ['identity', 'medicines'], ['notifications'], ['care-team'], ['escalation'], ['symptoms', 'taper'], ['check-ins'], ['timeline'], ['peer-bridge']];

const scopes = layers.flatMap((names, depth) =>
  names.map((name) => ({
    sourceTag: `scope:${name}`,
    onlyDependOnLibsWithTags: [name, 'shared', ...layers.slice(0, depth).flat()].map((scope) => `scope:${scope}`),
  })),
);

/** The peer realm is one scope. Nothing of the clinical layers is above it or below it. */
const peerScopes = [{ sourceTag: 'scope:peer-groups', onlyDependOnLibsWithTags: ['peer-groups', 'shared', ...neutral].map((scope) => `scope:${scope}`) }];

/** Kinds of projects and the two realms; clinical and peer code meet only in the processes that start them. */
const kinds = [
  { sourceTag: 'type:rules', onlyDependOnLibsWithTags: ['type:rules'], allowedExternalImports: ['temporal-polyfill', '@jest/globals', 'fast-check'] },
  // Geometry from data: as pure as rules, and the only place that computes with d3; whoever draws gets a finished scene.
  { sourceTag: 'type:scene', onlyDependOnLibsWithTags: ['type:scene', 'type:rules'], allowedExternalImports: ['d3-array', 'd3-scale', 'd3-shape', '@jest/globals', 'fast-check'] },
  { sourceTag: 'type:platform', onlyDependOnLibsWithTags: ['type:platform', 'type:rules'] },
  { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:testing', 'type:platform', 'type:rules'] },
  {
    sourceTag: 'type:server',
    onlyDependOnLibsWithTags: ['type:server', 'type:rules', 'type:platform', 'type:testing'],
    bannedExternalImports: ['bullmq', 'socket.io', '@socket.io/*', 'ioredis'],
  },
  { sourceTag: 'type:client', onlyDependOnLibsWithTags: ['type:client', 'type:rules'] },
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:server', 'type:rules', 'type:scene', 'type:platform', 'type:testing', 'type:client'] },
  { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
  { sourceTag: 'scope:process', onlyDependOnLibsWithTags: ['*'] },
  {
    sourceTag: 'scope:web',
    onlyDependOnLibsWithTags: ['scope:web', 'type:rules', 'type:scene'],
    bannedExternalImports: ['d3-*', 'typeorm', 'pg', '@nestjs/*', 'bullmq', 'socket.io', '@apollo/*', 'pino', 'nodemailer'],
  },
  { sourceTag: 'realm:clinical', onlyDependOnLibsWithTags: ['realm:clinical', 'realm:neutral'] },
  { sourceTag: 'realm:peer', onlyDependOnLibsWithTags: ['realm:peer', 'realm:neutral'] },
];

export default [
  { ignores: ['**/node_modules', '**/dist', '**/dist-types', 'apps/*/bundle', '**/generated', '**/.nx', '.evenkeel', 'infra/checks/walls/**', 'coverage'] },
  {
    files: ['**/*.{ts,tsx,mjs}'],
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    languageOptions: { parser: typescript.parser },
    plugins: { '@nx': nx, '@typescript-eslint': typescript.plugin, evenkeel: { rules: { walls: wallRule(import.meta.dirname, walls) } } },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { depConstraints: [...kinds, ...scopes, ...peerScopes] }],
      'evenkeel/walls': 'error',
      'max-lines': ['error', 300],
      'prefer-const': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['libs/*/{rules,scene}/src/**/*.ts', 'libs/{kernel,phrases}/src/**/*.ts', 'libs/*/server/src/use-cases/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/*.int-spec.ts'],
    rules: { 'max-lines': ['error', 200] },
  },
  {
    files: ['{apps,libs}/**/src/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['apps/web/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
];
