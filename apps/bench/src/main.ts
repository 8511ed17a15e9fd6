import { checkInRate } from './check-in-rate.js';
import { cost } from './cost.js';
import { editorFrames } from './editor-frames.js';
import { escalationLatency } from './escalation-latency.js';
import { footprint } from './footprint.js';
import { morningStorm } from './morning-storm.js';
import { taperPlan } from './taper-plan.js';
import { timeline } from './timeline.js';
import { workers } from './workers.js';

/**
 * `npm run bench -- NAME ...`; every bench without a name. Together under ten minutes on two cores. `NAME=1,2` runs one with
 * other sizes than its own, to try it out.
 */
const benches: Record<string, (sizes?: readonly number[]) => Promise<void>> = {
  'escalation-latency': () => escalationLatency(), 'check-in-rate': () => checkInRate(), 'morning-storm': () => morningStorm(),
  workers: () => workers(), footprint: () => footprint(), cost: () => cost(), timeline,
  'taper-plan': () => taperPlan(), 'editor-frames': () => editorFrames(),
};

const wanted = new Map(process.argv.slice(2).map((word) => {
  const [name = '', sizes] = word.split('=');
  return [name, sizes?.split(',').map(Number)];
}));
const unknown = [...wanted.keys()].filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) if (wanted.size === 0 || wanted.has(name)) await bench(wanted.get(name));
