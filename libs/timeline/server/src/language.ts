import { defineRefusals } from '@evenkeel/language';

/** Why an annotation was not taken. None repeats what was typed; what check-ins say already is said there. */
defineRefusals({
  en: {
    'visibility-unknown': 'Please choose who can read this.',
    'date-ahead': 'A note can be about today or an earlier day.',
    'annotation-too-long': 'A note can have at most {{atMost}} characters.',
  },
  es: {
    'visibility-unknown': 'Por favor, elija quién puede leer esto.',
    'date-ahead': 'Una nota puede tratar de hoy o de un día anterior.',
    'annotation-too-long': 'Una nota puede tener como máximo {{atMost}} caracteres.',
  },
});
