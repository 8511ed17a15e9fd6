/**
 * What Stryker found in one package, for docs/reports/mutation.json.
 * @typedef {object} Row
 * @property {string} package folder of the package
 * @property {number} score killed of all that were tried, in percent, two decimals, rounded down
 * @property {number} killed noticed by a test, by not ending or by not compiling
 * @property {number} untried mistakes in tables, which only `--data` tries
 * @property {Survivor[]} survivors mistakes that no test noticed, or that no test reaches
 */

/**
 * @typedef {object} Survivor
 * @property {string} file
 * @property {number} line
 * @property {string} mutator
 * @property {string} replacement
 * @property {string} reason why nobody has to notice it, from infra/mutation/reasons.json
 */

/** @typedef {{ file: string, mutator: string, replacement: string, reason: string }} Reason */
/** @typedef {{ status: string, mutatorName: string, replacement?: string, location: { start: { line: number } } }} Mutant */

const unjudged = 'Not judged yet';

/**
 * @param {string} name folder of the package
 * @param {{ files: Record<string, { mutants: Mutant[] }> }} report of Stryker, mutation testing elements schema
 * @param {Reason[]} reasons
 * @returns {Row}
 */
export function rowOf(name, report, reasons) {
  const mutants = Object.entries(report.files).flatMap(([file, { mutants: all }]) => all.map((mutant) => ({ file, mutant })));
  const with_ = (/** @type {string[]} */ ...statuses) => mutants.filter(({ mutant }) => statuses.includes(mutant.status));
  const killed = with_('Killed', 'Timeout').length;
  const survivors = with_('Survived', 'NoCoverage').map(({ file, mutant }) => {
    const replacement = mutant.replacement ?? '';
    const known = reasons.find((each) => each.file === file && each.mutator === mutant.mutatorName && each.replacement === replacement);
    return { file, line: mutant.location.start.line, mutator: mutant.mutatorName, replacement, reason: known?.reason ?? unjudged };
  });
  const tried = killed + survivors.length;
  return { package: name, score: tried === 0 ? 0 : Math.floor((killed * 10_000) / tried) / 100, killed, untried: with_('Ignored', 'Pending').length, survivors };
}
