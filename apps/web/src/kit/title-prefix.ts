import { createContext, useContext } from 'react';

/** Put before the title of every page in the browser's tab, such as "(2) " for two alerts that wait. */
const TitlePrefixContext = createContext('');

export const TitlePrefix = TitlePrefixContext.Provider;
export const useTitlePrefix = (): string => useContext(TitlePrefixContext);
