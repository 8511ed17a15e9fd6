import { createContext, useContext } from 'react';

/** Where the screens of a group live: a patient and a moderator come to the same ones from different sides. */
const PlaceContext = createContext('/group');

export const PlaceProvider = PlaceContext.Provider;

/** The address of a screen of the group, such as `threads/…`; that of the group itself for nothing. */
export function usePlace(): (screen?: string) => string {
  const root = useContext(PlaceContext);
  return (screen) => (screen === undefined ? root : `${root}/${screen}`);
}
