import { checkInRate } from './check-in-rate.js';
import { escalationLatency } from './escalation-latency.js';

/** `npm run bench -- NAME ...`; every bench without a name. Together under ten minutes on two cores. */
const benches: Record<string, () => Promise<void>> = { 'escalation-latency': escalationLatency, 'check-in-rate': checkInRate };

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) if (wanted.length === 0 || wanted.includes(name)) await bench();
