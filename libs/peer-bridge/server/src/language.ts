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

defineRefusals({
  en: {
    'group-not-available': 'This group is not available at the moment.',
    'unsealing-not-possible': 'This is not possible: it needs two people of your organisation, a reason of at least 20 letters, and lasts one hour.',
  },
  es: {
    'group-not-available': 'Este grupo no está disponible en este momento.',
    'unsealing-not-possible': 'No es posible: hacen falta dos personas de su organización y un motivo de al menos 20 letras, y dura una hora.',
  },
});
