import { describe, expect, it } from '@jest/globals';
import { merged, rowOf } from './mutation-report.mjs';

const source = `${'\n'.repeat(6)}const word = 'one' + 'two';\n`;
/** A mistake in place of 'one', on line 7. */
const mutant = (status: string, replacement = 'x', column = 14) => ({ status, mutatorName: 'StringLiteral', replacement, location: { start: { line: 7, column }, end: { line: 7, column: column + 5 } } });

const when = { commit: 'abc', on: '2027-01-04' };

describe('the report of mutations', () => {
  it('counts what was tried, and lists what survived with its reason', () => {
    const report = {
      files: {
        'a.ts': { source, mutants: [mutant('Killed'), mutant('Timeout'), mutant('Survived', '""'), mutant('Ignored')] },
        'b.ts': { source, mutants: [mutant('NoCoverage', '[]'), mutant('CompileError'), mutant('Killed'), mutant('Killed'), mutant('Killed'), mutant('Killed'), mutant('Killed')] },
      },
    };
    const reasons = [{ file: 'a.ts', mutator: 'StringLiteral', replacement: '""', reason: 'A word for people' }];
    expect(rowOf('libs/a/rules', report, reasons, when)).toEqual({
      package: 'libs/a/rules',
      score: 77.77,
      killed: 7,
      untried: 1,
      filesNotTried: [],
      files: [
        { file: 'a.ts', commit: 'abc', on: '2027-01-04', killed: 2, untried: 1, survived: 1 },
        { file: 'b.ts', commit: 'abc', on: '2027-01-04', killed: 5, untried: 0, survived: 1 },
      ],
      survivors: [
        { file: 'a.ts', line: 7, mutator: 'StringLiteral', replacement: '""', reason: 'A word for people' },
        { file: 'b.ts', line: 7, mutator: 'StringLiteral', replacement: '[]', reason: 'Not judged yet' },
      ],
    });
  });

  it('gives a reason to the text it is about, and to no other of the same kind', () => {
    const report = { files: { 'a.ts': { source, mutants: [mutant('Survived', '""'), mutant('Survived', '""', 22)] } } };
    const reasons = [{ file: 'a.ts', of: "'two'", replacement: '""', reason: 'A word for people' }];
    expect(rowOf('libs/a/rules', report, reasons, when).survivors.map(({ reason }) => reason)).toEqual(['Not judged yet', 'A word for people']);
    const lines = { start: { line: 6, column: 1 }, end: { line: 7, column: 6 } };
    const over = { files: { 'a.ts': { source, mutants: [{ ...mutant('Survived'), location: lines }] } } };
    expect(rowOf('libs/a/rules', over, [{ file: 'a.ts', of: '\nconst', mutator: 'StringLiteral', replacement: 'x', reason: 'Over two lines' }], when).survivors[0]?.reason).toBe('Over two lines');
  });

  it('gives nothing tried no score', () => {
    expect(rowOf('libs/a/rules', { files: {} }, [], when)).toMatchObject({ score: 0, killed: 0, survivors: [] });
  });

  it('keeps the figures of files that a run was not about, and names those no run was about', () => {
    const first = rowOf('libs/a/rules', { files: { 'a.ts': { source, mutants: [mutant('Killed'), mutant('Survived')] }, 'b.ts': { source, mutants: [mutant('Survived')] }, 'gone.ts': { source, mutants: [mutant('Survived')] } } }, [], when);
    const second = rowOf('libs/a/rules', { files: { 'b.ts': { source, mutants: [mutant('Killed'), mutant('Killed')] } } }, [], { commit: 'def', on: '2027-01-05' });
    const both = merged(merged(undefined, first, ['a.ts', 'b.ts', 'gone.ts']), second, ['a.ts', 'b.ts', 'c.ts']);
    expect(both).toMatchObject({ score: 75, killed: 3, filesNotTried: ['c.ts'], survivors: [{ file: 'a.ts' }] });
    expect(both.files.map(({ file, commit, survived }) => [file, commit, survived])).toEqual([['a.ts', 'abc', 1], ['b.ts', 'def', 0]]);
  });

  it('does not count survivors of a file whose other figures are not known', () => {
    const { files: _, ...old } = rowOf('libs/a/rules', { files: { 'a.ts': { source, mutants: [mutant('Survived')] } } }, [], when);
    const now = rowOf('libs/a/rules', { files: { 'b.ts': { source, mutants: [mutant('Killed')] } } }, [], when);
    expect(merged({ ...old, files: [] }, now, ['a.ts', 'b.ts'])).toMatchObject({ score: 100, survivors: [], filesNotTried: ['a.ts'] });
  });
});
