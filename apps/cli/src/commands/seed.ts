import { type Seeding, seedDemo } from '@evenkeel/product';
import { type Command, Mistake } from '../command.js';

const words: Readonly<Record<Seeding, string>> = {
  seeded: 'The demo clinic is there', 'already-there': 'The demo clinic was there already',
  'other-clinic': 'There is a clinic of somebody\'s own: the demo clinic was not put beside it',
};

export const seed: Command = {
  name: 'seed',
  summary: 'fill the database with the demo clinic, once; only with EVENKEEL_DEMO=1',
  run: async ({ config, print }) => {
    const read = config();
    if (!read.EVENKEEL_DEMO) throw new Mistake('The demo clinic has a password that everybody knows. Set EVENKEEL_DEMO=1 to say that you want it.');
    const seeding = await seedDemo(read);
    print(words[seeding]);
    return 0;
  },
};
