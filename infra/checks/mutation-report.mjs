/**
 * What Stryker found in one package, for docs/reports/mutation.json. Every file carries the commit and the day it was
 * tried, because a run may be about some files only.
 * @typedef {object} Row
 * @property {string} package folder of the package
 * @property {number} score killed of all that were tried, in percent, two decimals, rounded down
 * @property {number} killed noticed by a test, by not ending or by not compiling
 * @property {number} untried mistakes in tables, which only `--data` tries
 * @property {string[]} filesNotTried files of the package that no run has been about
 * @property {FileFigures[]} files
 * @property {Survivor[]} survivors mistakes that no test noticed, or that no test reaches
 */

/**
 * @typedef {object} FileFigures
 * @property {string} file
 * @property {string} commit what was checked out when the file was tried; `+` after it if something was not committed
 * @property {string} on the day, `YYYY-MM-DD`
 * @property {number} killed
 * @property {number} untried
 * @property {number} survived
 */

/**
 * @typedef {object} Survivor
 * @property {string} file
 * @property {number} line
 * @property {string} mutator
 * @property {string} replacement
 * @property {string} reason why nobody has to notice it, from infra/mutation/reasons.json
 */

/**
 * Why a mistake need not be noticed. Every field that is given has to be that of the mistake: `of` is the text it takes the
 * place of, so that a reason does not stand for another mistake of the same kind in the same file.
 * @typedef {{ file: string, of?: string, mutator?: string, replacement: string, reason: string }} Reason
 */
/** @typedef {{ line: number, column: number }} Place */
/** @typedef {{ status: string, mutatorName: string, replacement?: string, location: { start: Place, end: Place } }} Mutant */

const unjudged = 'Not judged yet';

/**
 * @param {string} name folder of the package
 * @param {{ files: Record<string, { source: string, mutants: Mutant[] }> }} report of Stryker, mutation testing elements schema
 * @param {Reason[]} reasons
 * @param {{ commit: string, on: string }} when
 * @returns {Row} of the files in the report alone
 */
export function rowOf(name, report, reasons, when) {
  const files = Object.entries(report.files).map(([file, { mutants }]) => {
    const count = (/** @type {string[]} */ ...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
    return { file, ...when, killed: count('Killed', 'Timeout'), untried: count('Ignored', 'Pending'), survived: count('Survived', 'NoCoverage') };
  });
  const survivors = Object.entries(report.files).flatMap(([file, { source, mutants }]) =>
    mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage').map((mutant) => {
      const replacement = mutant.replacement ?? '';
      const facts = { file, of: textAt(source, mutant.location), mutator: mutant.mutatorName, replacement };
      const known = reasons.find((each) => Object.entries(facts).every(([name, value]) => (Reflect.get(each, name) ?? value) === value));
      return { file, line: mutant.location.start.line, mutator: mutant.mutatorName, replacement, reason: known?.reason ?? unjudged };
    }),
  );
  return summed(name, files, survivors, []);
}

/**
 * @param {string} source
 * @param {Mutant['location']} location lines and columns from 1, the end not counted
 * @returns {string}
 */
function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines.map((line, place) => line.slice(place === 0 ? start.column - 1 : 0, place === last ? end.column - 1 : undefined)).join('\n');
}

/**
 * @param {Row | undefined} before figures of earlier runs
 * @param {Row} now takes the place of the earlier figures of its files
 * @param {readonly string[]} existing the files the package has today: figures of others are dropped
 * @returns {Row}
 */
export function merged(before, now, existing) {
  const again = new Set(now.files.map(({ file }) => file));
  const stays = (/** @type {{ file: string }} */ { file }) => existing.includes(file) && !again.has(file);
  const byFile = (/** @type {{ file: string }} */ left, /** @type {{ file: string }} */ right) => (left.file < right.file ? -1 : left.file > right.file ? 1 : 0);
  const files = [...(before?.files ?? []).filter(stays), ...now.files].sort(byFile);
  const survivors = [...(before?.survivors ?? []).filter((each) => stays(each) && files.some(({ file }) => file === each.file)), ...now.survivors].sort(byFile);
  return summed(now.package, files, survivors, existing.filter((file) => files.every((each) => each.file !== file)));
}

/**
 * @param {string} name
 * @param {FileFigures[]} files
 * @param {Survivor[]} survivors
 * @param {string[]} filesNotTried
 * @returns {Row}
 */
function summed(name, files, survivors, filesNotTried) {
  const sum = (/** @type {'killed' | 'untried'} */ what) => files.reduce((total, each) => total + each[what], 0);
  const killed = sum('killed');
  const tried = killed + survivors.length;
  const score = tried === 0 ? 0 : Math.floor((killed * 10_000) / tried) / 100;
  return { package: name, score, killed, untried: sum('untried'), filesNotTried, files, survivors };
}
