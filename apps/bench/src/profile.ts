import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[];
  samples: number[];
  timeDeltas: number[];
}

/** The package or folder that a script belongs to: what a reader can act on. */
function ownerOf(url: string, functionName: string): string {
  if (url === '') return functionName.startsWith('(') ? functionName : `(native) ${functionName}`;
  const installed = url.split('/node_modules/').at(-1);
  if (url.includes('/node_modules/') && installed !== undefined) {
    const [first = '', second = ''] = installed.split('/');
    return first.startsWith('@') ? `${first}/${second}` : first;
  }
  if (url.startsWith('node:')) return url.split('/')[0] ?? url;
  return /\/((?:libs|apps)\/.*?)\/(?:dist|src)\//.exec(url)?.[1] ?? 'other';
}

/** Self time by package of the newest CPU profile in the folder, largest first, idle time left out. */
export async function topFunctions(folder: string, most = 15): Promise<string[]> {
  const file = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile')).sort().at(-1);
  if (file === undefined) throw new Error('The api left no profile');
  const profile = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as CpuProfile;
  const owners = new Map(profile.nodes.map((node) => [node.id, ownerOf(node.callFrame.url, node.callFrame.functionName)]));
  const spent = new Map<string, number>();
  profile.samples.forEach((node, index) => {
    const owner = owners.get(node) ?? 'other';
    spent.set(owner, (spent.get(owner) ?? 0) + (profile.timeDeltas[index] ?? 0));
  });
  spent.delete('(idle)');
  const total = [...spent.values()].reduce((sum, time) => sum + time, 0);
  return [...spent].sort((a, b) => b[1] - a[1]).slice(0, most).map(([owner, time]) => `${((100 * time) / total).toFixed(1).padStart(5)} %  ${owner}`);
}
