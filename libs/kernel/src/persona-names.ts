import type { PersonaId } from './ids.js';

/**
 * Whether a persona may be called so, asked by the peer realm and answered by the bridge, which alone can compare the
 * name with the person's own, their address and their clinic. The answer is yes or no and never says what it is too near to.
 */
export abstract class PersonaNames {
  abstract isPossible(personaId: PersonaId, name: string): Promise<boolean>;
}
