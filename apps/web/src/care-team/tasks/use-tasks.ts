import { Tasks } from '@evenkeel/api-client';
import { useOperation } from '../../shell/use-operation.js';

/**
 * Open tasks of the reader's patients; asked again on news. `poll` is for the page that shows them: the number in the rail can
 * wait for the next news, and each reading is an entry of the audit.
 */
export const useOpenTasks = (enabled: boolean, poll = false) => useOperation(Tasks, { open: true }, { topics: ['task', 'patient'], enabled, poll });
