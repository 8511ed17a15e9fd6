import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { root } from '../launcher/root.mjs';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const files = ['infra/docker/Dockerfile', 'infra/docker/proxy.Dockerfile'];
const instructions = (path: string): { readonly keyword: string; readonly words: string }[] =>
  DockerfileParser.parse(read(path)).getInstructions().map((each) => ({ keyword: each.getKeyword(), words: each.getArgumentsContent() ?? '' }));
const last = (path: string, keyword: string): string => instructions(path).filter((each) => each.keyword === keyword).at(-1)?.words ?? '';

describe('the images', () => {
  it.each(files)('%s has nothing that a parser complains about', (path) => {
    expect(validate(read(path)).map(({ message }) => message)).toEqual([]);
    expect(validate(`${read(path)}\nEXPOSE door\n`)).toHaveLength(1);
  });

  it.each(files)('%s runs as somebody who is not root, by number', (path) => {
    expect(last(path, 'USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it('builds with the Node that it runs with, which is the one that the documents name', () => {
    const majors = instructions('infra/docker/Dockerfile').filter(({ keyword }) => keyword === 'FROM').map(({ words }) => /^node:(\d+)-/.exec(words)?.[1]);
    expect(new Set(majors).size).toBe(1);
    expect(read('docs/operations.md')).toContain(`Node ${majors[0] ?? 'none'}`);
  });

  it('holds only what was assembled, and what it says exists', () => {
    const copied = instructions('infra/docker/Dockerfile').filter(({ keyword }) => keyword === 'COPY').map(({ words }) => words);
    expect(copied).toEqual(['. .', '/out /app']);
    const [assemble] = read('infra/docker/Dockerfile').match(/infra\/docker\/\S+\.mjs/) ?? [];
    expect(existsSync(join(root, assemble ?? 'none'))).toBe(true);
    const program = /"(apps\/\w+)\/bundle\/main\.js"/.exec(last('infra/docker/Dockerfile', 'CMD'))?.[1] ?? 'none';
    expect(existsSync(join(root, program, 'src/main.ts'))).toBe(true);
    for (const [, path = 'none'] of read('infra/docker/proxy.Dockerfile').matchAll(/^COPY (\S+)/gm)) expect(existsSync(join(root, path))).toBe(true);
  });

  it('asks for health where the api answers', () => {
    const check = last('infra/docker/Dockerfile', 'HEALTHCHECK');
    const [, port = 'none', path = 'none'] = /http:\/\/127\.0\.0\.1:(\d+)\/([\w/]+)/.exec(check) ?? [];
    expect(last('infra/docker/Dockerfile', 'EXPOSE').split(' ')).toContain(port);
    expect(read('libs/platform/http/src/health.controller.ts')).toContain(`@Get('${path}')`);
  });

  it('gets no secret, no history and no build of this machine', () => {
    const ignored = read('.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', '.env', '.env.*', '.evenkeel', '**/node_modules', '**/dist', 'apps/*/bundle']));
  });
});
