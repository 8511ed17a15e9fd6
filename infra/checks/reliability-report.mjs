import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/**
 * A line of the report: what a test counted, with when and on which commit.
 * @typedef {object} Row
 * @property {string} case
 * @property {string} size `one-machine` or `several-processes`
 * @property {string} date
 * @property {string} commit
 * @property {number} flagged
 * @property {number} kills
 * @property {number} lost
 * @property {number} duplicates
 * @property {number} p50_s
 * @property {number} p99_s
 * @property {number} max_s
 * @property {Record<string, number>} [faults]
 */

/**
 * The newest run of each case on each size; what did not run this time stays.
 * @param {readonly Row[]} before
 * @param {readonly Row[]} now
 * @returns {Row[]} by case and size
 */
export function merged(before, now) {
  const rows = new Map([...before, ...now].map((row) => [`${row.case}\n${row.size}`, row]));
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

const columns = ['case', 'size', 'date', 'commit', 'flagged', 'kills', 'lost', 'duplicates', 'p50_s', 'p99_s', 'max_s'];
const words = /** @type {Record<string, string>} */ ({ 'one-machine': 'one machine', 'several-processes': 'several processes' });

/** What a line has to reach: seconds, and the full size of the case of kills. */
const limits = { p99: 15, max: 60, flagged: 10_000 };

/**
 * What a reader must not take from the table.
 * @param {readonly Row[]} rows
 * @returns {string[]}
 */
export function shortcomings(rows) {
  return rows.flatMap((row) => {
    const name = `${row.case}, ${words[row.size] ?? row.size}`;
    return [
      ...(row.lost > 0 ? [`- ${name}: ${row.lost} lost`] : []),
      ...(row.case.startsWith('A1') && row.flagged < limits.flagged ? [`- ${name}: ${row.flagged} flagged, the full size is ${limits.flagged} with 50 kills and 5 of PostgreSQL`] : []),
      ...(row.p99_s > limits.p99 || row.max_s > limits.max ? [`- ${name}: p99 ${row.p99_s} s and longest ${row.max_s} s, the limits are ${limits.p99} s and ${limits.max} s: not reached`] : []),
    ];
  });
}

/**
 * The page beside the list.
 * @param {readonly Row[]} rows
 * @param {string} machine in general words
 * @returns {string}
 */
export function page(rows, machine) {
  const cells = rows.map((row) => columns.map((column) => {
    const value = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (row))[column];
    return words[String(value)] ?? String(value);
  }));
  const details = rows.filter((row) => row.faults !== undefined && Object.keys(row.faults).length > 0)
    .map((row) => `- ${row.case}, ${words[row.size] ?? row.size}: ${Object.entries(row.faults ?? {}).map(([what, count]) => `${what} ${count}`).join(', ')}`);
  return `# Reliability, counted

Made by \`npm run reliability\` from [reliability.json](reliability.json); not edited by hand. Each line is the newest run of its case.

| ${columns.join(' | ')} |
|${columns.map(() => '---').join('|')}|
${cells.map((row) => `| ${row.join(' | ')} |`).join('\n')}

Not shown, or not reached:

${shortcomings(rows).join('\n') || '- nothing'}

What was done besides, and counted:

${details.join('\n')}

- **flagged**: check-ins with an emergency answer that the api said to have. **kills**: SIGKILL to api and worker processes (restarts in good order where the case says so); those of the database are below.
- **lost**: of the flagged, those of which no message ever arrived at the mail sink. **duplicates**: arrivals beyond the first of each message, of all messages.
- **p50_s, p99_s, max_s**: seconds from the moment at which the database received the answers to the first message of their alert at the sink. The sink refuses and drops on purpose; a refused message counts from its receipt all the same.
- A commit with \`+\` had changes that were not committed.

Machine of the newest run: ${machine}. Load generator, mail sink, database and product shared it, with the disk written through (\`fsync\` on). A load far above the number of processors means that other work was on it too: then times say more about the machine than about the product, and what was lost and doubled still counts.

\`npm run reliability\` runs every case on both sizes; \`npm run reliability -- kills\` one of them, \`npm run reliability -- --size=one-machine kills\` on one size. EVENKEEL_FLAGGED, EVENKEEL_KILLS and EVENKEEL_DATABASE_KILLS change its size, EVENKEEL_SEED repeats a run, EVENKEEL_REPORT writes to another folder. It fails when anything is lost, when more than a tenth arrives twice, or when p99 is above 15 s or the longest above 60 s.
`;
}

/**
 * The commit that runs, in short; with `+` if something is not committed.
 * @param {string} folder
 * @returns {string}
 */
export function commitOf(folder) {
  const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  const changes = git('status', '--porcelain', '--untracked-files=no', '--', '.', ':!docs/reports');
  return `${git('rev-parse', '--short=12', 'HEAD')}${changes === '' ? '' : '+'}`;
}

/** @returns {string} processors, memory, version and how busy it was, without the name of the machine */
export function machine() {
  const all = cpus();
  return `${all.length} virtual processors (${all[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, load of the last 15 minutes ${Math.round(loadavg()[2] ?? 0)}`;
}
