import { checkIn, type Person } from '@evenkeel/testing/product';

export const quietDay = { overall: 4, sleep: 1, dose: 1, 'symptom.anxiety': 2, 'symptom.tremor': 1, 'symptom.headache': 1 };

/** An ordinary check-in through the whole path. Throws if it was not saved. */
export async function submit(person: Person): Promise<void> {
  const answer = await person.run<{ submitCheckIn: { __typename: string } }>('SubmitCheckIn', { input: checkIn(new Date(), quietDay) });
  if (answer.submitCheckIn.__typename !== 'CheckInSaved') throw new Error(`Answered ${answer.submitCheckIn.__typename}`);
}

/** Somebody of the crowd, in turn. */
export function inTurn(people: readonly Person[]): () => Person {
  let turn = 0;
  return () => people[(turn += 1) % people.length] as Person;
}
