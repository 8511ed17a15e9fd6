import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { variables } from '@evenkeel/config';
import { root } from '../launcher/root.mjs';
import { helm, helmRuns, render } from './helm.mjs';

const least = 'existingSecret: evenkeel\nconfig: { baseUrl: https://care.example.org }\n';
const everything = `${least.replace(' }', ', backupRecipient: age1x, authorityConfigMap: ca }')}
image: { repository: registry.example.org/evenkeel, digest: "sha256:${'0a'.repeat(32)}", pullSecrets: [pull] }
api: { autoscaling: { enabled: true }, nodeSelector: { disk: fast }, tolerations: [{ key: care, operator: Exists }] }
worker: { nodeSelector: { disk: fast }, tolerations: [{ key: care, operator: Exists }] }
ingress: { enabled: true, className: nginx, host: care.example.org, tlsSecret: tls, annotations: { a: b } }
networkPolicy: { from: [{ namespaceSelector: { matchLabels: { role: ingress } } }] }
backup: { enabled: true, existingClaim: backups }
`;

interface Variable { readonly name: string; readonly value?: string; readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string; readonly optional?: boolean } } }
interface Probe { readonly httpGet: { readonly path: string; readonly port: string } }
interface Container {
  readonly image: string; readonly command: readonly string[]; readonly env: readonly Variable[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly securityContext: object; readonly resources: { readonly limits: object };
  readonly startupProbe?: Probe; readonly livenessProbe?: Probe; readonly readinessProbe?: Probe;
}
interface Pod { readonly containers: readonly Container[]; readonly automountServiceAccountToken: boolean; readonly securityContext: object; readonly terminationGracePeriodSeconds?: number }
interface Manifest {
  readonly apiVersion: string; readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: {
    readonly template?: { readonly metadata: { readonly labels: object }; readonly spec: Pod }; readonly jobTemplate?: { readonly spec: { readonly template: { readonly spec: Pod } } };
    readonly selector?: { readonly matchLabels?: object }; readonly strategy?: { readonly rollingUpdate: object };
  };
}

const manifestsOf = (values: string): Manifest[] => {
  const { status, out, err } = render(values);
  if (status !== 0) throw new Error(err);
  return parseAllDocuments(out).map((each) => each.toJSON() as Manifest | null).filter((each) => each !== null);
};

const podOf = ({ spec }: Manifest): Pod | undefined => spec?.template?.spec ?? spec?.jobTemplate?.spec.template.spec;
const named = (all: readonly Manifest[], kind: string, name: string): Manifest => {
  const found = all.find((each) => each.kind === kind && each.metadata.name === name);
  if (found === undefined) throw new Error(`There is no ${kind} ${name}`);
  return found;
};
const containerOf = (manifest: Manifest): Container => {
  const [first] = podOf(manifest)?.containers ?? [];
  if (first === undefined) throw new Error(`${manifest.metadata.name} has no container`);
  return first;
};

/** What the model of its kind says against it: wrong types, wrong formats, required fields that are missing. */
const models = createRequire(import.meta.url);
type Model = new (data: object) => { validate(): void };
const validate = (manifest: Manifest): void => {
  const known = models(`kubernetes-models/${manifest.apiVersion}`) as Readonly<Record<string, Model | undefined>>;
  const Kind = known[manifest.kind];
  if (Kind === undefined) throw new Error(`Kubernetes knows no ${manifest.apiVersion} ${manifest.kind}`);
  new Kind(manifest).validate();
};

/** What the compiler says when each manifest has to be of its kind and nothing more: a field that is misspelt is silence everywhere else. */
function strangeFields(manifests: readonly Manifest[]): string[] {
  const file = join(root, 'dist/helm', `manifests-${process.pid}.mts`);
  writeFileSync(file, manifests.map((each, index) =>
    `import type { I${each.kind} as Kind${index} } from 'kubernetes-models/${each.apiVersion}';\nexport const manifest${index}: Kind${index} = ${JSON.stringify(each)};\n`).join(''));
  const program = ts.createProgram([file], { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2023, strict: true, noEmit: true, skipLibCheck: true, types: [] });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

(helmRuns ? describe : describe.skip)('the Helm chart', () => {
  it('is well-formed, and renders with the least and with everything into what Kubernetes knows', () => {
    expect(helm(['lint', 'infra/helm/evenkeel', '--set', 'existingSecret=s,config.baseUrl=https://a.example']).out).toContain('0 chart(s) failed');
    for (const values of [least, everything]) {
      const manifests = manifestsOf(values);
      for (const manifest of manifests) expect(() => validate(manifest)).not.toThrow();
      expect(strangeFields(manifests)).toEqual([]);
    }
  });

  it('would hear of a field that Kubernetes does not know and of one that has the wrong type', () => {
    const [first] = manifestsOf(least).filter(({ kind }) => kind === 'Deployment');
    if (first === undefined) throw new Error('no Deployment');
    expect(strangeFields([{ ...first, spec: { ...first.spec, replica: 2 } } as unknown as Manifest]).join()).toContain('replica');
    expect(() => validate({ ...first, spec: { ...first.spec, replicas: 'two' } } as unknown as Manifest)).toThrow(/replicas/);
  });

  it('wants a secret of yours and an https address, and tells what else is wrong', () => {
    for (const wrong of ['', 'existingSecret: s', `${least}api: { replicas: 1 }`, `${least}ingress: { enabled: true }`, `${least}backup: { enabled: true }`, `${least}typo: 1`, least.replace('https', 'http')]) {
      expect([wrong, render(wrong).status === 0]).toEqual([wrong, false]);
    }
  });

  it('lets nobody run as root, write into its program or speak with the cluster', () => {
    for (const manifest of manifestsOf(everything)) {
      const pod = podOf(manifest);
      if (pod === undefined) continue;
      expect(pod).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } } });
      for (const each of pod.containers) {
        expect(each).toMatchObject({ image: expect.stringMatching(/@sha256:/), securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } }, resources: { limits: { memory: expect.any(String) } } });
        const program = each.command.join(' ').split(/\s/).find((word) => word.endsWith('.js'));
        expect(existsSync(join(root, (program ?? 'none').replace('/bundle/', '/src/').replace(/\.js$/, '.ts')))).toBe(true);
      }
    }
  });

  it('gives every process what is required and every secret by reference, and the owner to the migration and the backup only', () => {
    const manifests = manifestsOf(everything);
    const required = Object.entries(variables).filter(([, type]) => !type.safeParse(undefined).success).map(([name]) => name);
    const secret = Object.entries(variables).filter(([, type]) => type.description?.startsWith('secret:') === true).map(([name]) => name);
    for (const manifest of manifests.filter((each) => podOf(each) !== undefined)) {
      const { env } = containerOf(manifest);
      const names = env.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining([...required, ...secret]));
      expect(names.filter((name) => !(name in variables) && name !== 'NODE_EXTRA_CA_CERTS')).toEqual([]);
      for (const each of env) if (secret.includes(each.name) || each.name === 'DATABASE_URL') expect(each.valueFrom?.secretKeyRef.name).toBe('evenkeel');
      const isOwner = env.some(({ valueFrom }) => valueFrom?.secretKeyRef.key === 'DATABASE_URL_OWNER');
      expect([manifest.metadata.name, isOwner]).toEqual([manifest.metadata.name, /-(migrate|backup)$/.test(manifest.metadata.name)]);
    }
  });

  it('migrates before anything is replaced, and replaces one by one', () => {
    const manifests = manifestsOf(least);
    expect(named(manifests, 'Job', 'evenkeel-migrate').metadata.annotations?.['helm.sh/hook']).toBe('pre-install,pre-upgrade');
    for (const part of ['api', 'worker']) {
      const deployment = named(manifests, 'Deployment', `evenkeel-${part}`);
      expect(deployment.spec?.strategy?.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
      const budget = named(manifests, 'PodDisruptionBudget', `evenkeel-${part}`);
      expect(budget.spec).toMatchObject({ maxUnavailable: 1 });
      expect(deployment.spec?.template?.metadata.labels).toMatchObject(budget.spec?.selector?.matchLabels ?? { none: true });
      expect(deployment.spec?.template?.metadata.labels).toMatchObject(deployment.spec?.selector?.matchLabels ?? { none: true });
      // The process has eight seconds of its own, the api five before it is asked to end.
      expect(podOf(deployment)?.terminationGracePeriodSeconds).toBeGreaterThan(part === 'api' ? 13 : 8);
    }
  });

  it('asks for health where the processes answer', () => {
    const manifests = manifestsOf(least);
    const api = containerOf(named(manifests, 'Deployment', 'evenkeel-api'));
    const controller = readFileSync(join(root, 'libs/platform/http/src/health.controller.ts'), 'utf8');
    for (const probe of [api.startupProbe, api.livenessProbe, api.readinessProbe]) expect(controller).toContain(`@Get('${probe?.httpGet.path.slice(1)}')`);
    expect(api.env.find(({ name }) => name === 'PORT')?.value).toBe(String(api.ports?.[0]?.containerPort));
    const worker = containerOf(named(manifests, 'Deployment', 'evenkeel-worker'));
    const probe = readFileSync(join(root, 'apps/worker/src/probe.ts'), 'utf8');
    for (const each of [worker.startupProbe, worker.livenessProbe, worker.readinessProbe]) expect(probe).toContain(`'${each?.httpGet.path ?? 'none'}'`);
    expect(worker.env.find(({ name }) => name === 'EVENKEEL_PROBE_PORT')?.value).toBe(String(worker.ports?.[0]?.containerPort));
  });

  it('has nothing in templates that no value turns on', () => {
    const rendered = new Set(manifestsOf(everything).map(({ kind }) => kind));
    const written = readdirSync(join(root, 'infra/helm/evenkeel/templates')).filter((name) => name.endsWith('.yaml'))
      .flatMap((name) => [...readFileSync(join(root, 'infra/helm/evenkeel/templates', name), 'utf8').matchAll(/^kind: (\w+)$/gm)].map((match) => match[1] ?? ''));
    expect([...rendered].sort()).toEqual([...new Set(written)].sort());
  });
});
