import { defineCatalogue, defineRefusals } from '@evenkeel/language';

/** A mail that says nothing but that there is something: not where, not from whom, not about what. */
export const sayNotice = defineCatalogue('update-notice', {
  en: {
    subject: 'You have an update',
    text: 'There is something new for you.\n\n{{url}}\n\nPlease sign in to see it.',
  },
  es: {
    subject: 'Tiene una novedad',
    text: 'Hay algo nuevo para usted.\n\n{{url}}\n\nPor favor, inicie sesión para verlo.',
  },
});

/** To the safety desk: that something waits in the other realm, and nothing of it. */
export const sayOverdue = defineCatalogue('post-waits', {
  en: {
    subject: 'A post in the group waits',
    text: 'A post in the peer group has waited longer than it may. Those who moderate were told and have not decided about it yet.\n\nPlease reach them now. Only they can read the post.\n\n{{url}}',
  },
  es: {
    subject: 'Un mensaje del grupo espera',
    text: 'Un mensaje del grupo de apoyo lleva esperando más de lo debido. Se avisó a quienes moderan y todavía no han decidido.\n\nPor favor, póngase en contacto con esas personas ahora. Solo ellas pueden leer el mensaje.\n\n{{url}}',
  },
});

/** To the safety desk: that a moderator passed something on, and nothing of it. */
export const sayPassedOn = defineCatalogue('post-passed-on', {
  en: {
    subject: 'A post was passed on to the safety desk',
    text: 'A moderator of the peer group passed a post on. Nobody has been told who wrote it.\n\nPlease sign in, open "Safety desk", and speak to the moderator now. Only moderators can read the post.\n\n{{url}}',
  },
  es: {
    subject: 'Un mensaje pasó a la mesa de seguridad',
    text: 'Alguien que modera el grupo de apoyo pasó un mensaje. A nadie se le ha dicho quién lo escribió.\n\nPor favor, inicie sesión, abra «Mesa de seguridad» y hable ahora con quien modera. Solo quienes moderan pueden leer el mensaje.\n\n{{url}}',
  },
});

/** To whoever may be the second person: that a decision waits. */
export const sayDecision = defineCatalogue('second-person', {
  en: {
    subject: 'A decision at the safety desk waits for a second person',
    text: 'A colleague asks for a decision that one person may not take alone. A life may depend on it.\n\nPlease sign in and open "Safety desk" now.\n\n{{url}}',
  },
  es: {
    subject: 'Una decisión de la mesa de seguridad espera a una segunda persona',
    text: 'Una persona de su equipo pide una decisión que nadie puede tomar a solas. Puede que una vida dependa de ella.\n\nPor favor, inicie sesión y abra «Mesa de seguridad» ahora.\n\n{{url}}',
  },
});

defineRefusals({
  en: {
    'group-not-available': 'This group is not available at the moment.',
    'unsealing-not-possible': 'This is not possible here: it needs a safety lead who asks and a second person of your organisation, and there may be nobody of your clinic behind this name.',
    'unsealing-danger': 'Please choose which danger to life it is.',
    'unsealing-reason': 'Please say why in 20 to 500 characters.',
    'unsealing-post': 'This post does not wait here any more, or somebody has already asked about it.',
    'unsealing-over': 'This request does not wait any more, its hour is over, or it is your own.',
  },
  es: {
    'group-not-available': 'Este grupo no está disponible en este momento.',
    'unsealing-not-possible': 'Aquí no es posible: hacen falta una persona responsable de seguridad que lo pida y una segunda de su organización, y puede que detrás de este nombre no haya nadie de su clínica.',
    'unsealing-danger': 'Por favor, elija de qué peligro para la vida se trata.',
    'unsealing-reason': 'Por favor, diga por qué en un texto de 20 a 500 caracteres.',
    'unsealing-post': 'Este mensaje ya no espera aquí, o alguien ya preguntó por él.',
    'unsealing-over': 'Esta petición ya no espera, su hora terminó o es suya.',
  },
});
