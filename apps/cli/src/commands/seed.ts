import { seedDemo } from '@evenkeel/product';
import { type Command, Mistake } from '../command.js';

export const seed: Command = {
  name: 'seed',
  summary: 'fill the database with the demo clinic, once; only with EVENKEEL_DEMO=1',
  run: async ({ config, print }) => {
    const read = config();
    if (!read.EVENKEEL_DEMO) throw new Mistake('The demo clinic has a password that everybody knows. Set EVENKEEL_DEMO=1 to say that you want it.');
    const seeding = await seedDemo(read);
    print(seeding === 'seeded' ? 'The demo clinic is there' : 'The demo clinic was there already');
    return 0;
  },
};
