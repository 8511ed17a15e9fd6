import { describe, expect, it } from '@jest/globals';
import { rowOf } from './mutation-report.mjs';

const mutant = (status: string, replacement = 'x') => ({ status, mutatorName: 'StringLiteral', replacement, location: { start: { line: 7 } } });

describe('the report of mutations', () => {
  it('counts what was tried, and lists what survived with its reason', () => {
    const report = {
      files: {
        'a.ts': { mutants: [mutant('Killed'), mutant('Timeout'), mutant('Survived', '""'), mutant('Ignored')] },
        'b.ts': { mutants: [mutant('NoCoverage', '[]'), mutant('CompileError'), mutant('Killed'), mutant('Killed'), mutant('Killed'), mutant('Killed'), mutant('Killed')] },
      },
    };
    const reasons = [{ file: 'a.ts', mutator: 'StringLiteral', replacement: '""', reason: 'A word for people' }];
    expect(rowOf('libs/a/rules', report, reasons)).toEqual({
      package: 'libs/a/rules',
      score: 77.77,
      killed: 7,
      untried: 1,
      survivors: [
        { file: 'a.ts', line: 7, mutator: 'StringLiteral', replacement: '""', reason: 'A word for people' },
        { file: 'b.ts', line: 7, mutator: 'StringLiteral', replacement: '[]', reason: 'Not judged yet' },
      ],
    });
  });

  it('gives nothing tried no score', () => {
    expect(rowOf('libs/a/rules', { files: {} }, [])).toMatchObject({ score: 0, killed: 0, survivors: [] });
  });
});
