import type { Words } from './words.js';

export const en: Words = {
  page: {
    subject: (reference) => `Alert ${reference} needs your review`,
    body: ({ reference, raised, handOver }) =>
      `Alert ${reference} was raised on ${raised}. If nobody acknowledges it by ${handOver}, it goes to the next people as well.`,
    copy: ({ lap, level }) => `Lap ${lap}, level ${level}. A second message with the same lap and level is a copy of this one.`,
    action: 'Open the alert',
    why: 'You get this because your role answers alerts in Evenkeel. Details are shown only after you sign in. Please do not reply; nobody reads replies to this address.',
  },
  plainPage: {
    subject: 'An alert needs your review',
    body: 'An alert in Evenkeel needs a person. The usual message could not be written, so please open the list of alerts.',
  },
  reminder: {
    subject: (reference) => `Alert ${reference} is still open`,
    body: {
      'follow-up': ({ reference, due }) =>
        `Alert ${reference} is still open and needs a word on how it ended. If nothing is recorded by ${due}, it goes to the next people again.`,
      'second-person': ({ reference, due }) =>
        `Somebody proposes to close alert ${reference} without a contact. A second person has to agree. Until then it stays open; it calls again on ${due}.`,
    },
  },
  fallback: {
    subject: (reference) => `Nobody has answered alert ${reference}`,
    body: ({ reference, raised, again }) =>
      `Alert ${reference} was raised on ${raised} and nobody on call has acknowledged it. The next message follows on ${again}.`,
    ask: 'Please follow the procedure agreed with the organisation and telephone the people responsible.',
    why: 'You get this because this address is the line of last resort for alerts in Evenkeel. It says nothing about the person concerned on purpose.',
  },
  ops: {
    subject: (reason) => `Evenkeel needs attention: ${reason}`,
    reason: {
      'nobody-on-call': 'a level of an alert has nobody on call',
      unreachable: 'no channel reaches the people of a level',
      exhausted: 'an alert went through its whole ladder without an answer',
      'engine-silent': 'the alert engine gives no sign of life',
      'deadline-missed': 'the deadline of an open alert has passed',
      'sending-fails': 'messages cannot be handed over',
      quarantined: 'a message failed repeatedly and was set aside',
      'clock-moved': 'the clock of the database has jumped',
    },
    at: (time) => `Noticed on ${time}.`,
    about: (reference) => `It concerns alert ${reference}.`,
    action: 'Open the system page',
    why: 'You get this because you run this installation of Evenkeel.',
  },
  nobodyYet: {
    subject: 'Please open Evenkeel',
    body: [
      'Nobody has answered what you sent us yet. Please do not wait for this app.',
      'Open Evenkeel for telephone numbers that answer now. If it cannot wait, call your local emergency number.',
    ],
    action: 'Open Evenkeel',
  },
  checkIn: {
    subject: 'You have a check-in waiting',
    body: (closes) => `It takes about a minute and stays open until ${closes}.`,
    again: {
      subject: 'Your check-in is still waiting',
      body: (closes) => `There is still time, until ${closes}. If today does not suit you, you may leave it out.`,
    },
    action: 'Open the check-in',
  },
  lookToday: {
    subject: 'Something in Evenkeel waits for you',
    body: ['There is something new for you in Evenkeel. Please open it and look at it today.'],
    action: 'Open Evenkeel',
  },
  planChanged: {
    subject: 'Something changed in a plan you look after',
    body: (at) => [`On ${at} something changed in a plan that you look after. Please open Evenkeel and look at it today.`],
    action: 'Open Evenkeel',
    why: 'You get this because you are on a team in Evenkeel. Details are shown only after you sign in. Nobody reads replies to this address.',
  },
  emergency: {
    used: {
      subject: 'Emergency access was used in Evenkeel',
      body: (at) => [
        `A colleague used emergency access on ${at}. It gives a short look, for one hour, and needs a reason.`,
        'A safety lead judges it within one working day. Who it was and why is shown after you sign in.',
      ],
      action: 'Open the list',
    },
    blocked: {
      subject: 'Emergency access was refused in Evenkeel',
      body: (at) => [`A colleague asked for emergency access on ${at}, more often than is allowed in a day. Nothing was opened.`],
      action: 'Open the list',
    },
    why: 'You get this because you oversee emergency access in Evenkeel. Details are shown only after you sign in. Nobody reads replies to this address.',
    own: {
      subject: 'Somebody used emergency access to your record',
      body: (at) => [
        `On ${at} somebody used emergency access to look at your record in Evenkeel. It ends after one hour.`,
        'Sign in to see who it was, and why. You can ask the people responsible about it.',
      ],
      action: 'See who looked',
    },
  },
  own: 'You get this because you have an account in Evenkeel. You can change how we write to you in your settings. Nobody reads replies to this address.',
};
