import { useTranslation } from 'react-i18next';
import { StatusLine } from '../kit/states.js';
import { whereItIs } from './where-it-is.js';
import { useOutbox } from './use-outbox.js';

/** Says in one line where answers are, when they are not where they belong. Empty when all is sent and the line is up. */
export function ConnectionLine() {
  const { t } = useTranslation('offline');
  const said = whereItIs(useOutbox());
  return <StatusLine>{said ? t(said.key, { count: said.count }) : null}</StatusLine>;
}
