import type { MessageLanguage } from './message.js';

interface AccountWords {
  readonly invitation: { readonly subject: string; readonly body: (until: string) => readonly string[]; readonly action: string; readonly why: string };
  readonly reset: { readonly subject: string; readonly body: (minutes: number) => readonly string[]; readonly action: string; readonly why: string };
  readonly changed: { readonly subject: string; readonly body: readonly string[]; readonly action: string; readonly why: string };
}

const en: AccountWords = {
  invitation: {
    subject: 'You are invited to Evenkeel',
    body: (until) => [
      `Somebody you know from an organisation that uses Evenkeel has invited you. The page behind this link says who they are. It works once, until ${until}.`,
      'If you expected nothing like this, do nothing. Nobody gets in without the link.',
    ],
    action: 'Look at the invitation',
    why: 'You get this because somebody entered your address in Evenkeel. Please do not pass it on. Nobody reads replies to this address.',
  },
  reset: {
    subject: 'A new password for Evenkeel',
    body: (minutes) => [
      `Somebody asked for a new password for this address. The link works once, for ${minutes} minutes.`,
      'If it was not you, do nothing. Your password stays as it is.',
    ],
    action: 'Choose a new password',
    why: 'You get this because you have an account in Evenkeel. Please do not pass it on. Nobody reads replies to this address.',
  },
  changed: {
    subject: 'The way you sign in to Evenkeel was changed',
    body: [
      'A password, a passkey or a code of your account was changed a moment ago. Every other device was signed out.',
      'If it was you, there is nothing to do. If it was not, choose a new password now and tell the people who run your account.',
    ],
    action: 'Open your account',
    why: 'You get this because you have an account in Evenkeel. It cannot be switched off. Nobody reads replies to this address.',
  },
};

const es: AccountWords = {
  invitation: {
    subject: 'Le invitan a Evenkeel',
    body: (until) => [
      `Alguien que usted conoce, de una organización que usa Evenkeel, le ha invitado. La página de este enlace dice quién es. Funciona una sola vez, hasta el ${until}.`,
      'Si no esperaba nada así, no haga nada. Nadie entra sin el enlace.',
    ],
    action: 'Ver la invitación',
    why: 'Recibe este mensaje porque alguien escribió su dirección en Evenkeel. Por favor, no lo reenvíe. Nadie lee las respuestas a esta dirección.',
  },
  reset: {
    subject: 'Una contraseña nueva para Evenkeel',
    body: (minutes) => [
      `Alguien pidió una contraseña nueva para esta dirección. El enlace funciona una sola vez, durante ${minutes} minutos.`,
      'Si no fue usted, no haga nada. Su contraseña sigue igual.',
    ],
    action: 'Elegir una contraseña nueva',
    why: 'Recibe este mensaje porque tiene una cuenta en Evenkeel. Por favor, no lo reenvíe. Nadie lee las respuestas a esta dirección.',
  },
  changed: {
    subject: 'Cambió la forma de entrar en su cuenta de Evenkeel',
    body: [
      'Hace un momento se cambió una contraseña, una llave de acceso o un código de su cuenta. Se cerró la sesión en todos los demás dispositivos.',
      'Si fue usted, no tiene que hacer nada. Si no, elija ahora una contraseña nueva y avise a quienes administran su cuenta.',
    ],
    action: 'Abrir su cuenta',
    why: 'Recibe este mensaje porque tiene una cuenta en Evenkeel. No se puede desactivar. Nadie lee las respuestas a esta dirección.',
  },
};

/** Sentences of mails about accounts, apart from those about alerts and check-ins: a person who is only invited gets no others. */
export const accountWordsIn = (language: MessageLanguage): AccountWords => ({ en, es })[language];
