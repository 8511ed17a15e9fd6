import { createContext, useContext } from 'react';

/** Who a screen is for. Patient screens carry the help link and large type; staff screens are denser. */
export type Area = 'patient' | 'staff';

const AreaContext = createContext<Area>('patient');

export const AreaProvider = AreaContext.Provider;
export const useArea = (): Area => useContext(AreaContext);
