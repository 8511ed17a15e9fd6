import { defineRefusals } from '@evenkeel/language';

defineRefusals({
  en: { 'ticket-not-valid': 'This way in is used up or older than a minute. Please go in again from your page.' },
  es: { 'ticket-not-valid': 'Esta entrada ya se ha usado o tiene más de un minuto. Por favor, vuelva a entrar desde su página.' },
});
