/**
 * Words that open a list of stolen passwords, with those of our own world added. Short on purpose: it stops the
 * first guesses of an attacker who is slowed down by the sign-in limit, it is not a copy of a breach.
 */
export const commonWords: readonly string[] = [
  'password', 'passwort', 'contrasena', 'passphrase', 'letmein', 'welcome', 'bienvenido', 'bienvenida', 'secret', 'secreto',
  'admin', 'administrator', 'administrador', 'login', 'master', 'changeme', 'default', 'guest', 'user', 'usuario', 'test',
  'iloveyou', 'teamo', 'tequiero', 'princess', 'princesa', 'sunshine', 'monkey', 'dragon', 'shadow', 'superman', 'batman',
  'football', 'futbol', 'baseball', 'basketball', 'soccer', 'hockey', 'liverpool', 'barcelona', 'realmadrid',
  'charlie', 'michael', 'jennifer', 'jordan', 'ashley', 'daniel', 'jessica', 'alejandro', 'alejandra', 'estrella',
  'summer', 'winter', 'spring', 'autumn', 'verano', 'invierno', 'primavera', 'otono',
  'monday', 'friday', 'january', 'december', 'lunes', 'viernes', 'enero', 'diciembre',
  'computer', 'internet', 'samsung', 'google', 'facebook', 'whatever', 'trustno', 'freedom', 'jesus', 'mylove', 'mivida', 'hello', 'hola',
  'evenkeel', 'taper', 'tapering', 'clonazepam', 'klonopin', 'diazepam', 'valium', 'lorazepam', 'ativan', 'alprazolam', 'xanax',
  'benzo', 'clinic', 'clinica', 'hospital', 'doctor', 'doctora', 'patient', 'paciente', 'nurse', 'therapist', 'health', 'salud',
];

/** Keyboard rows, counting and the alphabet, forwards and backwards, in the pieces people use. */
export const commonRuns: readonly string[] = [
  '1234567890', '0123456789', '0987654321', '9876543210', '123456789', '987654321', '12345678', '87654321', '1234567', '123456', '654321', '12345',
  '1234', '4321', '1q2w3e4r5t', '1q2w3e4r', '1q2w3e', 'q1w2e3r4', '1qaz2wsx3edc', '1qaz2wsx', 'qazwsxedc', 'qazwsx', 'zaq12wsx',
  'qwertyuiop', 'qwertzuiop', 'azertyuiop', 'qwerty', 'qwertz', 'azerty', 'asdfghjkl', 'asdfgh', 'asdf', 'zxcvbnm', 'zxcvbn', 'zxcv', 'poiuytrewq',
  'abcdefghijklmnopqrstuvwxyz', 'abcdefghij', 'abcdefgh', 'abcdef', 'abcd', 'abc', '111111', '222222', '000000', '999999', '112233', '121212', '123123',
];
