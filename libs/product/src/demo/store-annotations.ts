import type { Sealer } from '@evenkeel/encryption';
import { sealedAnnotation } from '@evenkeel/timeline-server';
import type { Visibility } from '@evenkeel/timeline-rules';
import type pg from 'pg';
import { dateOn } from './dated-history.js';
import type { DatedPatient, DemoClinic } from './demo-clinic.js';
import { at, insertAll, type Line } from './insert-all.js';
import { organisation } from './people.js';

interface DemoAnnotation {
  readonly patient: string;
  readonly author: 'oakley' | 'fenn' | 'calloway';
  readonly day: number;
  readonly visibility: Visibility;
  readonly text: string;
}

/** A note of each kind, so that each of its readers meets one. */
const annotations: readonly DemoAnnotation[] = [
  { patient: 'alder', author: 'oakley', day: -52, visibility: 'whole-team', text: 'Hold agreed on the phone: a wedding in the family, and sleep was poor after the last step. Next step when two calm weeks have gone by.' },
  { patient: 'alder', author: 'calloway', day: -27, visibility: 'patient-too', text: 'First week after the step. We agreed on the short walk before breakfast and the breathing at ten.' },
  { patient: 'alder', author: 'calloway', day: -20, visibility: 'only-me', text: 'Come back to how the evenings are filled when the sister is away.' },
  { patient: 'lucia', author: 'calloway', day: -33, visibility: 'whole-team', text: 'Semana con visitas en casa: duerme menos y le cuesta descansar de día. Lo vemos juntas el jueves.' },
  { patient: 'sam', author: 'oakley', day: -13, visibility: 'whole-team', text: 'Small step because the liquid was new. The first days were as expected; the plan stays.' },
];

const day = 86_400_000;

/** Writes what the team of the demo noted about some days. */
export async function storeAnnotations(owner: pg.ClientBase, sealer: Sealer, clinic: DemoClinic): Promise<void> {
  const queries = { query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await owner.query(sql, [...parameters])).rows as Row[] };
  const lines: Line[] = [];
  for (const { patient: key, author, day: on, visibility, text } of annotations) {
    const patient = clinic.patients.find((each): each is DatedPatient => each.key === key);
    const writer = clinic.staff.find((person) => person.key === author);
    if (patient === undefined || writer === undefined) throw new Error('An annotation of the demo about nobody');
    const writtenAt = clinic.now + on * day;
    const id = clinic.random.idAt(writtenAt);
    lines.push({
      organisation_id: organisation.id, patient_id: patient.id, local_date: dateOn(patient.today, on), id, visibility,
      words: await sealer.seal(queries, patient.id, sealedAnnotation.place, id, text), author_id: writer.accountId,
      author_role: author === 'calloway' ? 'therapist' : 'prescriber', written_at: at(writtenAt), withdrawn_at: null,
    });
  }
  await insertAll(owner, 'clin.annotation', lines);
}
