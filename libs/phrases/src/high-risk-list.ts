/** A phrase as the words that have to follow each other, without accents and with contractions spelled out. */
export interface Phrase {
  readonly id: string;
  readonly words: readonly string[];
}

const english = `
kill myself
killing myself
end my life
ending my life
end it all
take my life
take my own life
taking my own life
want to die
wanted to die
wish i was dead
wish i were dead
better off dead
better off without me
do not want to live
do not want to be alive
do not want to be here anymore
do not want to be here any more
do not want to wake up
no reason to live
nothing to live for
can not go on like this
can not go on living
can not go on any more
can not go on anymore
suicidal
suicide
hang myself
shoot myself
drown myself
hurt myself
harm myself
harming myself
cutting myself
jump off
jump in front of
took all my pills
took all my tablets
took the whole bottle
take all my pills
take all my tablets
take the whole bottle
overdosed
overdose
had a seizure
having seizures
had a fit
had a convulsion
hearing voices
hear voices
voices tell me
voices telling me
can not breathe
passed out
blacked out
chest pain
`;

const spanish = `
matarme
me quiero matar
me voy a matar
quitarme la vida
suicidarme
suicidio
suicida
quiero morir
quiero morirme
me quiero morir
ganas de morir
ganas de morirme
no quiero vivir
no quiero seguir viviendo
no quiero estar aqui
no quiero despertar
acabar con mi vida
acabar con todo
terminar con mi vida
mejor muerto
mejor muerta
mejor sin mi
no tengo razones para vivir
no vale la pena vivir
hacerme dano
lastimarme
ahorcarme
dispararme
tirarme por
tirarme al
tome todas las pastillas
tome todas mis pastillas
tomarme todas las pastillas
sobredosis
convulsion
convulsiones
ataque epileptico
oigo voces
escucho voces
las voces me dicen
no puedo respirar
me desmaye
dolor en el pecho
dolor de pecho
`;

const read = (language: 'en' | 'es', list: string): readonly Phrase[] =>
  list
    .trim()
    .split('\n')
    .map((phrase) => ({ id: `${language}.${phrase}`, words: phrase.split(' ') }));

/**
 * Phrases that bring a patient's words before a person at night. Kept short and whole: single words of everyday
 * speech ("dead tired", "killing me") are not here, and everything else in free text is read by a person next day.
 */
export const phrases: readonly Phrase[] = [...read('en', english), ...read('es', spanish)];
