import type { Verdict } from '@evenkeel/taper-rules';
import type { PanelFinding } from './plan-data.js';

/** Everything that one rule says with one verdict. */
export interface FindingGroup extends Pick<PanelFinding, 'rule' | 'verdict' | 'version' | 'source' | 'eased'> {
  /** In the order of their dates. */
  readonly findings: readonly PanelFinding[];
  /** One that still stands in the way, else the first: what a reason for all of them is given at. */
  readonly first: PanelFinding | null;
}

const order: Readonly<Record<Verdict, number>> = { block: 0, warn: 1, inform: 2, ok: 3 };

/** Findings by rule: what blocks first, then warnings, information, and what was found in order. */
export function groupsOf(findings: readonly PanelFinding[]): readonly FindingGroup[] {
  const groups = new Map<string, PanelFinding[]>();
  for (const finding of findings) {
    const key = `${finding.verdict} ${finding.rule}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()]
    .flatMap((group) => {
      const [one] = group;
      if (one === undefined) return [];
      const { rule, verdict, version, source, eased } = one;
      const dated = [...group].sort((left, right) => ((left.on ?? '') < (right.on ?? '') ? -1 : (left.on ?? '') > (right.on ?? '') ? 1 : 0));
      return [{ rule, verdict, version, source, eased, findings: dated, first: dated.find(({ isOpen }) => isOpen === true) ?? one }];
    })
    .sort((left, right) => order[left.verdict] - order[right.verdict]);
}
