import type { TriggerFamily } from './families.js';

/** The languages in which the product speaks. */
export type WordLanguage = 'en' | 'es';

/**
 * What a coordinator who is paged may read about an alert, on the signed-in screen only: the family and nothing of
 * the answers. Never part of a message that leaves the product.
 */
export const familyWords: Readonly<Record<TriggerFamily, Readonly<Record<WordLanguage, string>>>> = {
  seizure: { en: 'Seizure', es: 'Convulsión' },
  suicidality: { en: 'Suicidality', es: 'Ideación suicida' },
  psychosis: { en: 'Psychosis', es: 'Psicosis' },
  akathisia: { en: 'Severe restlessness', es: 'Inquietud intensa' },
  'abrupt-stop': { en: 'Stopped or missed doses', es: 'Interrupción o dosis omitidas' },
  breathing: { en: 'Breathing or very drowsy', es: 'Respiración o somnolencia intensa' },
  'chest-pain': { en: 'Chest pain', es: 'Dolor en el pecho' },
  confusion: { en: 'Confusion', es: 'Confusión' },
  'head-injury': { en: 'Head injury', es: 'Golpe en la cabeza' },
  overdose: { en: 'Overdose', es: 'Sobredosis' },
  'rigidity-fever': { en: 'Stiffness with fever', es: 'Rigidez con fiebre' },
  pregnancy: { en: 'Pregnancy', es: 'Embarazo' },
  vomiting: { en: 'Vomiting', es: 'Vómitos' },
  'run-out': { en: 'Running out of medicine', es: 'Se le acaba el medicamento' },
  'substance-use': { en: 'Alcohol or other substances', es: 'Alcohol u otras sustancias' },
  'extra-dose': { en: 'Extra dose', es: 'Dosis adicional' },
  interaction: { en: 'Change of another medicine', es: 'Cambio de otro medicamento' },
  insomnia: { en: 'Very little sleep', es: 'Muy poco sueño' },
  'high-score': { en: 'High score', es: 'Puntuación alta' },
  'free-text': { en: 'Words to be read', es: 'Texto por leer' },
  silence: { en: 'No answer from the patient', es: 'Sin respuesta del paciente' },
  'after-cut': { en: 'After a dose step', es: 'Después de un cambio de dosis' },
  pattern: { en: 'Pattern to review', es: 'Patrón por revisar' },
  'hold-request': { en: 'Request to hold', es: 'Petición de pausa' },
  'rules-failed': { en: 'Answers to be read by a person', es: 'Respuestas que debe leer una persona' },
  manual: { en: 'Raised by the team', es: 'Aviso del equipo' },
  'peer-concern': { en: 'Concern from the peer group', es: 'Preocupación desde el grupo de apoyo' },
};
