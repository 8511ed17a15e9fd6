import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { phrases } from './high-risk-list.js';
import { highRiskPhrase, highRiskPlace } from './high-risk.js';

/** Sentences as people write them in a free line, each with what a clinician would want. */
const dangerous = [
  'I want to kill myself',
  'i keep thinking about killing myself',
  "I can't stop thinking about killing myself",
  'Thinking of ending my life tonight.',
  'I wish I was dead',
  "everyone would be better off without me",
  "I don't want to live",
  'i dont want to be here anymore',
  'I really do not want to wake up tomorrow',
  "I can't go on like this",
  'no reason to live',
  'feeling suicidal since the cut',
  'not only want to die but i have a plan',
  'I have never wanted to die so much',
  "I don't know if I want to die",
  'Why not kill myself',
  'No one would notice if I kill myself',
  'I took all my pills an hour ago',
  'took the whole bottle',
  'I had a seizure this morning',
  'hearing voices at night, they say my name',
  'My chest pain is back',
  'Did not sleep. I want to die.',
  'quiero morir',
  'Me quiero morir ya',
  'no quiero vivir',
  'Ya no quiero seguir viviendo así',
  'estoy pensando en suicidarme',
  'He pensado en quitarme la vida',
  'No puedo dejar de pensar en matarme',
  'Estarían mejor sin mí',
  'tengo ganas de morirme',
  'Tomé todas las pastillas anoche',
  'anoche tuve una convulsión',
  'Oigo voces que no están',
  'no sé si quiero morir',
  '¿Por qué no matarme?',
  'no i want to die',
  'No I have been thinking about killing myself',
  'no yo quiero morir',
];

const ordinary = [
  'Forgot the evening half, took it at 11 instead',
  'My back is killing me',
  'dead tired all day',
  'I would die for a full night of sleep',
  'This headache will be the death of me',
  "I don't want to die",
  'I do not want to kill myself, I just feel awful',
  'I am not suicidal',
  "I'm not thinking of ending my life",
  'No thoughts of killing myself',
  'never thought about hurting myself',
  'without any thoughts of suicide',
  'I was not having seizures',
  'my phone died',
  'Cut a tablet in half, it broke into crumbs',
  'cut myself shaving',
  'took half in the morning and half at night',
  'Skipped the noon dose because of a meeting',
  'more anxious than usual but ok',
  'pain in my shoulder',
  'No quiero morir, solo dormir',
  'no pienso en suicidarme',
  'Nunca he pensado en matarme',
  'sin ganas de morir',
  'no me quiero matar',
  'Me muero de sueño',
  'Estoy muerto de cansancio',
  'Se me olvidó la media pastilla de la noche',
  'tomé la dosis dos horas tarde',
  'me duele la cabeza',
  'Hoy estoy un poco mejor',
  'El perro se comió una pastilla',
];

describe('high-risk phrases', () => {
  it.each(dangerous)('brings before a person at once: %s', (text) => {
    expect(highRiskPhrase(text)).not.toBeNull();
  });

  it.each(ordinary)('leaves for the next day: %s', (text) => {
    expect(highRiskPhrase(text)).toBeNull();
  });

  it('misses nothing of the corpus and prints how many of its hits were right', () => {
    const hits = [...dangerous, ...ordinary].filter((text) => highRiskPhrase(text) !== null);
    const right = hits.filter((text) => dangerous.includes(text));
    process.stdout.write(`high-risk phrases: precision ${right.length}/${hits.length}, recall ${right.length}/${dangerous.length}\n`);
    expect(right).toHaveLength(dangerous.length);
    expect(right.length / hits.length).toBeGreaterThanOrEqual(0.9);
  });

  it('does not depend on case, accents, apostrophes or spacing', () => {
    expect(highRiskPhrase('I DON’T  WANT\nto live')).toBe(highRiskPhrase('tomorrow... I dont want to live'));
    expect(highRiskPhrase('CONVULSIÓN')).toBe('es.convulsion');
    expect(highRiskPhrase('')).toBeNull();
  });

  it('finds every phrase in a longer sentence, and whole words only', () => {
    for (const { id, words } of phrases) {
      expect(highRiskPhrase(`Today, ${words.join(' ')} and then I went to bed`)).not.toBeNull();
      expect(id.slice(3)).toBe(words.join(' '));
    }
    expect(highRiskPhrase('suicidally cheap shoes')).toBeNull();
  });

  it.each([
    ['Did not sleep. I want to die.', 'want to die'],
    ['I don’t want to die. But TOMÉ TODAS las pastillas, ayer', 'TOMÉ TODAS las pastillas'],
    ['Why not kill myself', 'kill myself'],
    ["I really can't\ngo on like this, he said", "can't\ngo on like this"],
    ['Today, tengo una convulsión 🌧', 'convulsión'],
  ])('says where it stands: %s', (text, place) => {
    const found = highRiskPlace(text);
    expect(found === null ? null : text.slice(found.from, found.to)).toBe(place);
  });

  it('finds a place in every text that is a hit, which is one by itself, and none in any other', () => {
    for (const text of [...dangerous, ...ordinary]) {
      const found = highRiskPlace(text);
      expect(found !== null).toBe(highRiskPhrase(text) !== null);
      if (found !== null) expect(highRiskPhrase(text.slice(found.from, found.to))).not.toBeNull();
    }
  });

  it('answers whatever is typed, and a phrase on a line of its own', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...phrases), (noise, { words }) => highRiskPhrase(`${noise}\n. ${words.join(' ')}`) !== null));
    expect(highRiskPhrase('no\nwant to die')).not.toBeNull();
  });
});
