import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, newRandomId, Outbox } from '@evenkeel/database';
import { Engine } from '@evenkeel/escalation-server';
import { defaultPolicyIn } from '@evenkeel/escalation-rules';
import { buildCaredFor, buildClinic, type Clinic } from '@evenkeel/escalation-server/testing';
import { buildPatient, buildStaff, openSession, type BuiltPatient } from '@evenkeel/identity-server/testing';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import { buildSchema } from '@evenkeel/graphql';
import { CarryCrossings, SendNotices } from '@evenkeel/peer-bridge-server';
import { joinRealms } from '@evenkeel/peer-bridge-server/testing';
import { buildCommunity, buildGroup, buildPersona, enterAs } from '@evenkeel/peer-groups-server/testing';
import { peerResolvers, resolvers, rows } from '@evenkeel/product';
import { Doorbell, PeerDoorbell } from '@evenkeel/realtime';
import { ruleSet } from '@evenkeel/symptoms-rules';
import { doseOf, emptySlots, serialisePlan } from '@evenkeel/taper-rules';
import { gentlePlan, planStep } from '@evenkeel/taper-server/testing';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { Mailbox } from '@evenkeel/testing/product';
import { type Document, documentsOf, variablesOf } from './testing/documents.js';
import { type Answer, eachOf, type House, openHouse } from './testing/house.js';

/** What a person says, is called or is given: words that nobody else uses. */
const said = {
  name: 'Quillon Vexmoor', phone: '+15557310442', address: '9 Zebrawood Steps', contact: 'Marvelle Vexmoor', email: 'quillon.vexmoor@canary.example', password: 'heron-lattice-93!', wrongPassword: 'wrong-lattice-17!',
  note: 'the cellar stairs swayed', closing: 'spoke with her sister Ottoline', annotation: 'agreed on the harbour walk', drug: 'clorazepate', dose: '98765432', emergency: 'found beside the cistern today', invitee: 'Perpetua Brisk', inviteeEmail: 'perpetua@canary.example',
  planReason: 'because the ferry job ends', easing: 'agreed by the lighthouse window', specialist: 'Dr Ottmar Vellinghast', strangerEmail: 'nobody.atall@canary.example', intake: 'since the orchard burned down', medicine: 'balsam of Thornwick', outside: 'Dr Isolde Quartermain', task: 'rang at the boathouse twice', agent: 'CanaryBrowser/77', address4: '198.51.100.77', requestId: 'canary-request-id', path: 'canary-path-secret', query: 'canary-query-secret', ackToken: `canary${'x'.repeat(37)}`, ticket: 'canary-entry-ticket', cookie: 'canary-cookie-value',
  language: 'zz-canary', staff: 'Dr Ysolde Farrant', staffEmail: 'ysolde.farrant@canary.example', code: 'code-731042', link: 'canary-invitation-link',
} as const;
const told = {
  display: 'Juniper Shale', title: 'mornings by the viaduct', post: 'the kettle song again', held: 'first time writing anywhere', report: 'sounds lost to me', topic: 'Lanterns and tides', about: 'For lantern keepers.', community: 'Viaduct circle', moderator: 'Wren Ashlock',
  reason: 'kindly put, let through', rewritten: 'the kettle song, twice',
} as const;

/** Nobody who has been signed out has anything more to say. */
const endsSessions = new Set(['requireSecondFactor', 'endSession']);

interface Heard {
  readonly what: string;
  readonly answer: Answer;
}

/**
 * Forty words of people, personas and secrets, sent through every operation of both realms and through every way in which an
 * operation can fail; then looked for where nobody is to find them.
 */
describe('S27 and P3: what is said stays where it was said', () => {
  let t: TestDatabase;
  let house: House;
  let box: Mailbox;
  let clinic: Clinic;
  let ann: BuiltPatient;
  const frames: string[] = [];
  const clinicalAnswers: Heard[] = [];
  const peerAnswers: Heard[] = [];
  const tokens: Record<string, string> = {};
  const ids: { clinical: Record<string, string>; peer: Record<string, string> } = { clinical: {}, peer: {} };
  /** How many answers there were before people typed the words of the other realm on purpose. */
  let read = { peer: 0, clinical: 0 };
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    closing.push(() => t.close());
    box = await Mailbox.open();
    closing.push(() => box.close());
    house = await openHouse(t, { smtp: box.url, level: 'debug' });
    closing.push(() => house.close());
    const bellOf = (realm: string) => ({ emit: (rooms: readonly string[], changed: unknown) => { frames.push(JSON.stringify({ realm, rooms, changed })); }, disconnect: (rooms: readonly string[]) => { frames.push(JSON.stringify({ realm, rooms })); } });
    house.app.get(Doorbell, { strict: false }).connect(bellOf('clinical'));
    house.app.get(PeerDoorbell, { strict: false }).connect(bellOf('peer'));
    house.app.get(Outbox, { strict: false }).onCommit((message) => { house.app.get(message.realm === 'peer' ? PeerDoorbell : Doorbell, { strict: false }).ring(message); });
    clinic = await buildClinic(t);
    const { ladders, byMorning } = defaultPolicyIn('America/New_York');
    await t.owner.query(`INSERT INTO clin.escalation_policy (organisation_id, version, ladders, rule_set, signed_by, signed_at) VALUES ($1, 1, $2, $3, 'Dr Lee', clock.now())`, [clinic.organisationId, { ladders, byMorning }, ruleSet]);
    const { organisationId } = clinic;
    ann = await buildPatient(t, { organisationId, name: said.name, email: said.email, password: said.password, profile: { phone: said.phone, address: said.address, emergencyContact: said.contact } });
    const farrant = await buildStaff(t, { organisationId, role: 'prescriber', name: said.staff, email: said.staffEmail });
    await joinTeam(t, { organisationId, patientId: ann.patientId, accountId: farrant.accountId, role: 'prescriber' });
    await joinTeam(t, { organisationId, patientId: ann.patientId, accountId: clinic.kim.accountId, role: 'therapist' });
    await joinTeam(t, { organisationId, patientId: ann.patientId, accountId: clinic.ortiz.accountId, role: 'coordinator' });
    for (const role of ['prescriber', 'therapist', 'coordinator'] as const) await giveConsent(t, { organisationId, patientId: ann.patientId, to: { role } });
    await planStep(t, { organisationId, patientId: ann.patientId, startsOn: '2026-02-20', total: Number(said.dose), signedBy: farrant.accountId, drug: said.drug }).catch(() => planStep(t, { organisationId, patientId: ann.patientId, startsOn: '2026-02-20', total: Number(said.dose), signedBy: farrant.accountId }));
    await buildCaredFor(t, clinic);
    for (const [key, person] of Object.entries({ ann, farrant, kim: clinic.kim, ortiz: clinic.ortiz, sato: clinic.sato, admin: clinic.admin })) {
      const { cookie, sessionId, token } = await openSession(t, person);
      tokens[key] = cookie;
      ids.clinical[`session of ${key}`] = sessionId;
      ids.clinical[`token of ${key}`] = token;
      ids.clinical[`account of ${key}`] = person.accountId;
      await t.owner.query('UPDATE identity.session SET stepped_up_at = clock.now() WHERE id = $1', [sessionId]);
    }
    Object.assign(ids.clinical, { organisation: organisationId, patient: ann.patientId, name: said.name, email: said.email, phone: said.phone, address: said.address, staff: said.staff });
    const communityId = await buildCommunity(t, { name: told.community });
    const groupId = await buildGroup(t, { communityId, topic: told.topic });
    await joinRealms(t, organisationId, communityId);
    const moderator = await buildPersona(t, { communityId, displayName: told.moderator });
    tokens['moderator'] = (await enterAs(t, moderator)).cookie;
    Object.assign(ids.peer, { community: communityId, group: groupId, 'token of moderator': tokens['moderator'], moderator: moderator.personaId });
  }, 120_000);
  afterAll(async () => { for (const close of closing.reverse()) await close(); });

  const cookieOf = (who: string): string => tokens[who] ?? '';
  const clinical = async (who: string, query: string, variables: object = {}): Promise<string> => {
    const answer = await house.ask('/graphql', cookieOf(who), query, variables);
    clinicalAnswers.push({ what: `${who} ${query.slice(0, 40)}`, answer });
    return answer.text;
  };
  const peer = async (who: string, query: string, variables: object = {}): Promise<string> => {
    const answer = await house.ask('/peer/graphql', cookieOf(who), query, variables);
    peerAnswers.push({ what: `${who} ${query.slice(0, 40)}`, answer });
    return answer.text;
  };
  const post = (path: string, body: object, cookie = ''): Promise<Answer> => house.send(path, { cookie, body: JSON.stringify(body), headers: { 'user-agent': said.agent, 'x-forwarded-for': said.address4, 'x-request-id': said.requestId } });
  const found = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? (() => { throw new Error(`no ${String(pattern)} in ${text}`); })();

  it('goes through a day of both realms', async () => {
    const now = (await t.clock.now()).toISOString();
    expect((await post('/auth/sign-in', { email: said.email, password: said.password })).status).toBe(200);
    for (const [email, password] of [[said.email, said.wrongPassword], [said.strangerEmail, said.password]]) expect((await post('/auth/sign-in', { email, password })).status).toBe(401);
    const tap = (question: string, value: number | null, text: string | null) => ({ question, value, text, answeredAt: now, localDate: now.slice(0, 10), zone: 'America/New_York' });
    const input = { id: newId(), checkInId: null, revision: 1, templateId: 'daily', templateVersion: 1, openedAt: now, complete: true, shown: [], answers: [tap('overall', 9, null), tap('event.seizure', 1, null), tap('seizure-when', 0, null), tap('dose-note', null, said.note)] };
    const alertId = found(await clinical('ann', 'mutation ($input: SubmitCheckInInput!) { submitCheckIn(input: $input) { __typename ... on Refusal { code field } ... on CheckInSaved { alerts { id } } } }', { input }), /"id":"([^"]+)"/);
    await house.app.get(Engine, { strict: false }).tick();
    await house.app.get(Engine, { strict: false }).drain();
    expect(box.mails.length).toBeGreaterThan(0);
    const step = async (name: string, more: object): Promise<void> => {
      const { rows: [row] } = await t.owner.query<{ v: number }>('SELECT row_version AS v FROM clin.alert WHERE id = $1', [alertId]);
      const type = { acknowledgeAlert: 'AlertStepInput', engageAlert: 'EngageAlertInput', resolveAlert: 'ResolveAlertInput' }[name] ?? '';
      expect(await clinical('farrant', `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`, { input: { id: alertId, rowVersion: row?.v, ...more } })).toContain('AlertHead');
    };
    await clinical('farrant', 'query ($id: ID!) { alert(id: $id) { context { answers { text } } contact { phone address } } }', { id: alertId });
    await step('acknowledgeAlert', {});
    await step('engageAlert', { how: 'reached' });
    await step('resolveAlert', { outcome: 'patient-reached', note: said.closing });
    await clinical('farrant', 'mutation ($input: AddAnnotationInput!) { addAnnotation(input: $input) { __typename } }', { input: { id: newId(), patientId: ann.patientId, localDate: now.slice(0, 10), visibility: 'whole-team', text: said.annotation } });
    await clinical('ortiz', 'mutation ($input: InvitePatientInput!) { invitePatient(input: $input) { __typename } }', { input: { name: said.invitee, email: said.inviteeEmail, language: 'en' } });
    await clinical('sato', 'mutation ($input: OpenEmergencyAccessInput!) { openEmergencyAccess(input: $input) { __typename } }', { input: { name: said.name, birthYear: 1980, reason: 'seizure', nature: said.emergency } });
    const draft = await clinical('farrant', 'mutation ($input: SavePlanDraftInput!) { savePlanDraft(input: $input) { __typename ... on Refusal { code field } ... on PlanVersion { number rowVersion reason } } }', { input: { patientId: ann.patientId, reason: said.planReason, plan: serialisePlan({ ...gentlePlan({ startsOn: '2031-01-06' }), start: [doseOf('clorazepate', { ...emptySlots, night: 7500 })], products: ['clorazepate-tablet-7500'], phases: [{ method: 'maintenance', reviewEveryDays: 90 }] }) } });
    const [number, rowVersion] = [/"number":(\d+)/, /"rowVersion":(\d+)/].map((pattern) => Number(found(draft, pattern)));
    const checked = await clinical('farrant', 'mutation ($input: CheckPlanDraftInput!) { checkPlanDraft(input: $input) { __typename ... on Refusal { code field } ... on PlanVersion { rowVersion } } }', { input: { patientId: ann.patientId, number, rowVersion } });
    const easing = { patientId: ann.patientId, number, rowVersion: Number(found(checked, /"rowVersion":(\d+)/)), rule: 'review-of-risk', kind: 'reason', reason: said.easing, specialistName: said.specialist };
    expect(await clinical('farrant', 'mutation ($input: EaseFindingInput!) { easeFinding(input: $input) { __typename ... on Refusal { code field } ... on PlanVersion { signOffs { reason by } } } }', { input: easing })).toContain(said.easing);
    const intake = { patientId: ann.patientId, taken: [{ medicine: 'clorazepate', morningMicrograms: 0, middayMicrograms: 0, eveningMicrograms: 0, nightMicrograms: 7500, pattern: 'daily' }], indication: 'anxiety', factors: [], words: said.intake };
    for (const [name, input] of [['SaveIntake', intake], ['AddOtherMedicine', { id: newId(), patientId: ann.patientId, name: said.medicine }], ['AddOutsideClinician', { id: newId(), patientId: ann.patientId, role: 'psychiatrist', name: said.outside }]] as const) {
      expect(await clinical('farrant', `mutation ($input: ${name}Input!) { ${name.charAt(0).toLowerCase()}${name.slice(1)}(input: $input) { __typename } }`, { input })).toContain('IntakeChanged');
    }
    const { rows: [task] } = await t.owner.query<{ id: string }>(`INSERT INTO clin.task (organisation_id, patient_id, id, kind, about, for_role, opened_at, due_at) VALUES ($1, $2, gen_random_uuid(), 'hold-review', '1', 'prescriber', clock.now(), clock.now()) RETURNING id`, [clinic.organisationId, ann.patientId]);
    expect(await clinical('farrant', 'mutation ($input: CloseTaskInput!) { closeTask(input: $input) { __typename ... on CareTask { note } } }', { input: { id: task?.id, outcome: 'done', note: said.task } })).toContain(said.task);
    const entry = await post('/peer-entry/enter', { groupId: ids.peer['group'] }, cookieOf('ann'));
    const ticket = found(entry.text, /"ticket":"([^"]+)"/);
    const entered = await post('/peer/auth/enter', { ticket });
    tokens['persona'] = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    Object.assign(ids.peer, { ticket, 'token of persona': tokens['persona'], persona: found(await peer('persona', '{ me { personaId } }'), /"personaId":"([^"]+)"/) });
    expect(await peer('persona', 'mutation ($input: JoinInput!) { requestToJoin(input: $input) { __typename ... on Refusal { code } } }', { input: { displayName: told.display, guidelinesVersion: 1, mayContact: true } })).toContain('"Me"');
    expect(await peer('moderator', 'mutation ($input: DecideMemberInput!) { decideMember(input: $input) { __typename ... on Refusal { code } } }', { input: { personaId: ids.peer['persona'], decision: 'approve', reason: told.reason } })).toContain('"Done"');
    const write = async (who: string, more: object): Promise<string> => {
      const id = newRandomId();
      expect(await peer(who, 'mutation ($input: WritePostInput!) { writePost(input: $input) { __typename ... on Refusal { code } } }', { input: { id, ...more } })).toContain('WrittenPost');
      return id;
    };
    const first = await write('moderator', { groupId: ids.peer['group'], title: told.title, words: told.post });
    const { rows: [thread] } = await t.owner.query<{ id: string }>('SELECT thread_id AS id FROM comm.post WHERE id = $1', [first]);
    const held = await write('persona', { threadId: thread?.id, words: told.held });
    Object.assign(ids.peer, { thread: thread?.id ?? '', post: first, held });
    await peer('persona', 'mutation ($input: ReportPostInput!) { reportPost(input: $input) { __typename } }', { input: { id: newRandomId(), postId: first, reason: 'worried', words: told.report } });
    await peer('moderator', 'mutation ($id: ID!) { passOn(postId: $id) { __typename } }', { id: held });
    await house.app.get(CarryCrossings, { strict: false }).run((error) => { house.lines.push(String(error)); });
    await house.app.get(SendNotices, { strict: false }).run();
  }, 90_000);

  it('reads everything of both realms', async () => {
    for (const document of documentsOf(await buildSchema(peerResolvers)).filter(({ kind }) => kind === 'query')) {
      const of: Record<string, unknown> = { first: 50, after: 0, id: document.root === 'thread' ? ids.peer['thread'] : ids.peer['held'], personaId: ids.peer['persona'] };
      for (const who of ['persona', 'moderator']) await peer(who, document.text, Object.fromEntries(document.args.map(({ name }) => [name, of[name]])));
    }
    const of: Record<string, unknown> = { id: ann.patientId, patientId: ann.patientId, date: '2026-03-02', pixels: 900, first: 50, from: null, to: null, before: null, after: null, count: 3, checkInId: newId(), filter: { from: '2026-03-01T00:00:00.000Z', until: '2026-03-03T00:00:00.000Z' }, input: { patientId: ann.patientId, templateId: 'daily', localTime: '09:00' } };
    for (const document of documentsOf(await buildSchema(resolvers)).filter(({ kind }) => kind === 'query')) {
      for (const who of ['ann', 'farrant', 'kim', 'ortiz', 'sato', 'admin']) await clinical(who, document.text, Object.fromEntries(document.args.map(({ name }) => [name, of[name]])));
    }
    read = { peer: peerAnswers.length, clinical: clinicalAnswers.length };
    expect(Math.min(read.peer, read.clinical)).toBeGreaterThan(20);
  }, 120_000);

  it('goes through every operation with words of its own in every argument', async () => {
    const words = Object.values({ ...said, ...told });
    let sent = 0;
    const everyArgument = async (documents: readonly Document[], whom: readonly string[], ask: typeof clinical): Promise<void> => {
      await eachOf(documents.filter(({ args, root }) => args.length > 0 && !endsSessions.has(root)), 4, async (document) => {
        for (const who of whom) {
          sent += 1;
          await ask(who, document.text, variablesOf(document, (_, path) => (/(version|year|first|count|pixels|months|minutes|days|capacity|hold|slow|asof|hours|revision|value|level)/i.test(path) ? 3 : /(sure|paused|complete|required|on|hard|keep|hide|aboutme|readonly|maycontact)$/i.test(path) ? true : /(at|until|from|filter\.to)$/i.test(path) ? '2026-03-01T00:00:00.000Z' : /(date|startson|endson|\bto)$/i.test(path) ? '2026-03-01' : /(shown|categories|answers)$/i.test(path) ? [words[sent % words.length]] : words[(sent * 7 + path.length) % words.length]), new Set()));
        }
      });
    };
    await everyArgument(documentsOf(await buildSchema(resolvers)), ['ann', 'farrant', 'admin'], clinical);
    await everyArgument(documentsOf(await buildSchema(peerResolvers)), ['persona', 'moderator'], peer);
    const broken = ['/auth/sign-in', '/auth/second-factor', '/auth/step-up', '/auth/password', '/auth/role', '/auth/invitation', '/auth/invitation/accept', '/auth/reset', '/auth/reset/complete', '/auth/totp/confirm', '/auth/passkey/sign-in', '/peer-entry/enter', '/peer-entry/unsealings', '/peer-entry/unsealings/desk', '/peer-entry/unsealings/look', '/peer/auth/enter', '/realtime/ticket', '/peer/realtime/ticket'];
    for (const path of broken) for (const cookie of ['', cookieOf('ann'), `evenkeel_clin=${said.cookie}; evenkeel_peer=${said.cookie}`]) {
      await post(path, { email: said.strangerEmail, password: said.wrongPassword, token: said.link, ticket: said.ticket, code: said.code, groupId: said.path, personaId: ids.peer['persona'], post: ids.peer['persona'], danger: 'suicide', reason: said.emergency, role: said.language, name: said.name }, cookie);
      await house.send(`${path}?q=${said.query}`, { cookie, body: `{"email":"${said.email}","password":"${said.password}` });
    }
    for (const path of [`/ack/${said.ackToken}`, `/${said.path}/x`, `/peer/${said.path}`, `/auth/${said.path}?token=${said.query}`, `/alerts/${said.path}`]) for (const method of ['GET', 'POST']) await house.send(path, { method, headers: { 'user-agent': said.agent, referer: `http://localhost/${said.query}` } });
    await peer('persona', `{ ${told.post.replaceAll(' ', '_')} }`);
    await clinical('ann', `{ ${said.note.replaceAll(' ', '_')} }`);
    expect(sent).toBeGreaterThan(100);
  }, 120_000);

  it('goes through faults of the database with words in the statement', async () => {
    const tables = ['clin.check_in_text', 'clin.annotation', 'clin.plan_version', 'identity.invitation', 'comm.post', 'comm.report', 'comm.persona'];
    for (const table of tables) await t.owner.query(`ALTER TABLE ${table} ADD CONSTRAINT canary CHECK (false) NOT VALID`);
    const now = (await t.clock.now()).toISOString();
    const answers = [
      await clinical('ann', 'mutation ($input: SubmitCheckInInput!) { submitCheckIn(input: $input) { __typename } }', { input: { id: newId(), revision: 1, templateId: 'daily', templateVersion: 1, openedAt: now, complete: true, shown: [], answers: [{ question: 'overall', value: 9, answeredAt: now, localDate: now.slice(0, 10), zone: 'America/New_York' }, { question: 'dose-note', text: said.note, answeredAt: now, localDate: now.slice(0, 10), zone: 'America/New_York' }] } }),
      await clinical('farrant', 'mutation ($input: AddAnnotationInput!) { addAnnotation(input: $input) { __typename } }', { input: { id: newId(), patientId: ann.patientId, localDate: now.slice(0, 10), visibility: 'whole-team', text: said.annotation } }),
      await clinical('ortiz', 'mutation ($input: InvitePatientInput!) { invitePatient(input: $input) { __typename } }', { input: { name: said.invitee, email: said.inviteeEmail, language: 'en' } }),
      await clinical('farrant', 'mutation ($input: SavePlanDraftInput!) { savePlanDraft(input: $input) { __typename } }', { input: { patientId: ann.patientId, reason: said.planReason, plan: serialisePlan(gentlePlan({ startsOn: '2031-01-06' })) } }),
      await peer('moderator', 'mutation ($input: WritePostInput!) { writePost(input: $input) { __typename } }', { input: { id: newRandomId(), groupId: ids.peer['group'], threadId: ids.peer['thread'], words: told.rewritten } }),
    ];
    for (const table of tables) await t.owner.query(`ALTER TABLE ${table} DROP CONSTRAINT canary`);
    for (const answer of answers) expect(answer).toMatch(/"code":"fault","reference":"\w+/);
    expect(house.lines.filter((line) => line.includes('"msg":"fault"')).length).toBeGreaterThanOrEqual(4);
  }, 60_000);

  /** Which of the words are in the text. */
  const heard = (text: string, words: Readonly<Record<string, string>>): string[] => Object.entries(words).filter(([, word]) => word.length > 3 && text.includes(word)).map(([name]) => name);
  const textOf = async (sql: string): Promise<string> => JSON.stringify((await t.owner.query(sql)).rows);
  const secrets = (): Readonly<Record<string, string>> => ({ ...said, ...told, ...Object.fromEntries(Object.entries(tokens).map(([who, cookie]) => [`cookie of ${who}`, cookie.split('=')[1] ?? ''])) });

  it('S27: logs at the finest level have none of it', () => {
    expect(Object.keys(secrets()).length).toBeGreaterThanOrEqual(40);
    expect(house.lines.length).toBeGreaterThan(200);
    expect(house.lines.filter((line) => heard(line, secrets()).length > 0)).toEqual([]);
  });

  it('S27: outboxes, job data, audits, doors and socket frames have none of it', async () => {
    for (const table of ['outbox.message', 'comm_outbox.message', 'audit.entry', 'comm_audit.entry', 'vault.access', 'identity.sign_in_attempt']) {
      const there = (await t.owner.query('SELECT to_regclass($1) AS name', [table])).rows[0] as { name: string | null };
      if (there.name === null) continue;
      const text = await textOf(`SELECT x::text FROM ${table} x`);
      expect([table, heard(text, secrets())]).toEqual([table, []]);
    }
    expect(frames.length).toBeGreaterThan(10);
    expect(frames.filter((frame) => heard(frame, secrets()).length > 0)).toEqual([]);
  });

  it('S27: subjects and bodies of mails and headers of answers have none of it', () => {
    expect(box.mails.filter(({ subject, text }) => heard(`${subject} ${text}`, { ...secrets(), invitee: '', staff: '' }).length > 0)).toEqual([]);
    expect(box.mails.filter(({ subject }) => heard(subject, secrets()).length > 0)).toEqual([]);
    for (const { answer: { headers } } of [...clinicalAnswers, ...peerAnswers]) expect(heard(JSON.stringify(headers), secrets())).toEqual([]);
  });

  it('S27: tables have the words of people and personas only sealed', async () => {
    const { rows: names } = await t.owner.query<{ name: string }>(`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('identity', 'clin', 'comm', 'vault', 'audit', 'outbox', 'comm_audit', 'comm_outbox')`);
    const { name, phone, address, contact, email, password, note, closing: closed, annotation, emergency, invitee, inviteeEmail } = said;
    const { title, post: words, held, report } = told;
    const open = { name, phone, address, contact, email, password, note, closed, annotation, emergency, invitee, inviteeEmail, title, words, held, report };
    for (const { name: table } of names) expect([table, heard(await textOf(`SELECT x::text FROM ${table} x`), open)]).toEqual([table, table === 'clin.message_log' ? expect.any(Array) : []]);
  });

  it('P3: nothing in the peer realm leads to a person, and nothing in the clinic to a persona', async () => {
    const words = { display: told.display, title: told.title, post: told.post, held: told.held, report: told.report, moderator: told.moderator };
    const sentIn = new Set(Object.values(said).map(String));
    const people = Object.fromEntries(Object.entries(ids.clinical).filter(([, word]) => !sentIn.has(word)));
    const ways = [
      ...peerAnswers.flatMap(({ what, answer }, index) => heard(answer.text + JSON.stringify(answer.headers), index < read.peer ? ids.clinical : people).map((word) => `${what}: ${word}`)),
      ...clinicalAnswers.flatMap(({ what, answer }, index) => heard(answer.text + JSON.stringify(answer.headers), { ...ids.peer, ...(index < read.clinical ? words : {}) }).map((word) => `${what}: ${word}`)),
      ...frames.flatMap((frame) => heard(frame, frame.includes('"realm":"peer"') ? ids.clinical : ids.peer).map((word) => `socket ${word}`)),
      ...box.mails.flatMap(({ subject, text }) => heard(`${subject} ${text}`, { ...ids.peer, ...words }).map((word) => `mail ${word}`)),
      ...heard(await textOf('SELECT x::text FROM outbox.message x UNION ALL SELECT x::text FROM audit.entry x UNION ALL SELECT x::text FROM clin.alert_event x UNION ALL SELECT x::text FROM clin.message_log x'), { ...ids.peer, ...words }).map((word) => `clinical row ${word}`),
      ...heard(await textOf('SELECT x::text FROM comm_outbox.message x UNION ALL SELECT x::text FROM comm_audit.entry x UNION ALL SELECT x::text FROM comm.session x UNION ALL SELECT x::text FROM comm.persona x'), ids.clinical).map((word) => `peer row ${word}`),
      ...house.lines.flatMap((line) => heard(line, { ...ids.peer, ...ids.clinical }).map((word) => `log ${word}: ${line}`)),
    ];
    expect(ways).toEqual([]);
    expect(peerAnswers.filter(({ answer }) => answer.text.includes(told.post)).length).toBeGreaterThan(0);
    expect(clinicalAnswers.filter(({ answer }) => answer.text.includes(said.name)).length).toBeGreaterThan(0);
    process.stdout.write(`P3: ${peerAnswers.length} answers of the peer realm, ${clinicalAnswers.length} of the clinic, ${frames.length} frames, ${box.mails.length} mails, ${house.lines.length} lines: ${ways.length} ways\n`);
  }, 120_000);

  it('P3: no request has an id in both realms', () => {
    const idsOf = (realm: 'peer' | 'clinical'): Set<string> => new Set(house.lines.map((line) => JSON.parse(line) as { realm?: string; requestId?: string }).filter((line) => (line.realm === 'peer') === (realm === 'peer')).flatMap(({ requestId }) => requestId ?? []));
    const [peers, clinicals] = [idsOf('peer'), idsOf('clinical')];
    expect(Math.min(peers.size, clinicals.size)).toBeGreaterThan(20);
    expect([...peers].filter((id) => clinicals.has(id))).toEqual([]);
  });
});
