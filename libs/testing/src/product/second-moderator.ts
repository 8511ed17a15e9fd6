import { Person } from './person.js';
import type { Product } from './product.js';

const email = 'vera.marsh@example.org';

/** A second account that only moderates, with no name in the group yet, signed in: invited by the administrator, by the link in their mail. */
export async function secondModerator(product: Product): Promise<Person> {
  const office = await product.signIn('administrator');
  await office.run('InviteStaff', { input: { name: 'Vera Marsh', email, role: 'moderator', language: 'en' } });
  const mail = await product.mailbox.expect(({ to }) => to === email);
  const token = /#([\w-]{43})/.exec(mail.text)?.[1] ?? '';
  const open = async (person: Person, path: string, body: object): Promise<void> => {
    const answer = await person.post(path, { token, ...body });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  };
  await open(Person.withCookie(product.url, email, '', null), '/auth/invitation/register', { name: 'Vera Marsh', password: product.demoPassword, language: 'en' });
  await open(await Person.signIn(product.url, email, product.demoPassword), '/auth/invitation/accept', {});
  return Person.signIn(product.url, email, product.demoPassword);
}
