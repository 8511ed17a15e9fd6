import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useComfort } from '../shell/comfort-context.js';
import { formatsFor, type Formats } from './formats.js';

/** The formats of the reader: language of the screen, country of the record, zone of the device unless one is given. */
export function useFormat(): Formats {
  const { i18n } = useTranslation();
  const { country } = useComfort();
  return useMemo(() => formatsFor(i18n.language, country, undefined, () => new Date()), [i18n.language, country]);
}
