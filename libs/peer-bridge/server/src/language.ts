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
