import { startAuthentication, startRegistration, type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { api } from '../shell/api.js';

/** For what the passkey is shown; the server makes a challenge that is good for nothing else. */
type Wish = { readonly for: 'sign-in' } | { readonly for: 'second-factor'; readonly token: string } | { readonly for: 'step-up' };

/** Asks the device to sign. Throws `ApiError` of the server, or what the browser throws when the person turned away. */
export async function showPasskey(wish: Wish): Promise<unknown> {
  const { options } = (await api.rest('POST', '/auth/passkey/options', wish)) as { options: PublicKeyCredentialRequestOptionsJSON };
  return startAuthentication({ optionsJSON: options });
}

/** Returns the server's answer with the session. */
export async function signInByPasskey(): Promise<unknown> {
  return api.rest('POST', '/auth/passkey/sign-in', { passkey: await showPasskey({ for: 'sign-in' }) });
}

/** Lets the device make a passkey; it is not kept by the server yet. */
export async function makePasskey(): Promise<unknown> {
  const { options } = (await api.rest('POST', '/auth/passkey/register/options')) as { options: PublicKeyCredentialCreationOptionsJSON };
  return startRegistration({ optionsJSON: options });
}

export const hasPasskeys = (): boolean => 'PublicKeyCredential' in globalThis;
