/**
 * The product runs in two sizes, and a promise is the same on both: each file of `apps/smoke` is written once and run on
 * both. These run on one machine only, each for its reason.
 */
export const onOneMachineOnly = /** @type {const} */ ({
  'address-is-not-told': 'judged by the clock; how long one process takes for an answer does not depend on how many there are',
  'doses-told-are-seen': 'a journey through the screens; what a phone tells of doses is promises 4 and 7, which run on both sizes',
  'every-screen-is-readable': 'about looks: the same files are served',
  'first-load-is-small': 'about bytes: the same files are served',
  launcher: 'about `npm start`, which is the one machine',
  'lower-dose-not-taken': 'a journey through the screens; what a phone tells of doses is promises 4 and 7, which run on both sizes',
  'one-day-at-the-clinic': 'a journey through the screens; every promise that it meets has a file of its own',
  'other-sites-do-nothing': 'about headers and origins, which each process judges by itself',
  'own-products': 'a journey through the screens',
  'own-plan-without-a-line': 'a journey through the screens of one phone; what it sends is promise 7, which runs on both sizes',
  'passing-on-tells-nothing': 'judged by the clock, as address-is-not-told is',
  'prescriber-writes-a-plan': 'a journey through the screens; that no plan passes unsigned is promise 6, which runs on both sizes',
  'sharing-screens': 'about looks: the same files are served',
  'taper-limits-are-signed': 'a journey through the screens; that no plan passes unsigned is promise 6, which runs on both sizes',
  'tasks-and-reminders': 'about looks: the same files are served',
  'the-rest-of-the-group': 'a journey through the screens; every promise that it meets has a file of its own',
  'therapist-reads-the-timeline': 'about looks: the same files are served',
  'two-people-find-out': 'a journey through the screens; what it asks of the realms is promise 8, which runs on both sizes',
  'who-is-let-in': 'a journey through the screens; what access is and how it ends is asked on both sizes by files of its own',
  'written-down-at-the-clinic': 'a journey through the screens; nothing that it asks depends on how many processes there are',
});

/** What can only be asked of several processes is in `apps/smoke/src/several-processes`. */
export const ofSeveralProcesses = '<rootDir>/apps/smoke/src/several-processes/**/*.promise.ts';

/** The files of the second size, as patterns of Jest: those to leave out. */
export const leftOut = Object.keys(onOneMachineOnly).map((name) => `/apps/smoke/src/${name}\\.promise\\.ts$`);
