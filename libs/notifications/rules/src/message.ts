import { escapeHtml } from './escape-html.js';

/** Languages in which messages are written. */
export const messageLanguages = ['en', 'es'] as const;

export type MessageLanguage = (typeof messageLanguages)[number];

/** An e-mail, ready to be sent. Both bodies say the same; neither holds health data. */
export interface Message {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a template says, before it becomes text and HTML. Sentences are plain text; nothing in them is markup. */
export interface Letter {
  readonly language: MessageLanguage;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action: { readonly label: string; readonly link: string } | null;
  /** Why the person gets it, in small print. */
  readonly why: string;
}

/** Text and HTML of a letter. Everything is escaped, and the only address in it is that of the action. */
export function write({ language, subject, paragraphs, action, why }: Letter): Message {
  const text = [...paragraphs, ...(action === null ? [] : [`${action.label}:\n${action.link}`]), '--', why].join('\n\n');
  const html = [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1d2a2e;background:#ffffff">',
    ...paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${escapeHtml(paragraph)}</p>`),
    ...(action === null ? [] : [button(action.label, action.link)]),
    `<p style="margin:24px 0 0;font-size:14px;color:#4d5b60">${escapeHtml(why)}</p>`,
    '</body></html>',
  ];
  return { subject, text: `${text}\n`, html: `${html.join('\n')}\n` };
}

const button = (label: string, link: string): string =>
  `<p style="margin:0 0 16px"><a href="${escapeHtml(link)}" style="display:inline-block;padding:12px 20px;border-radius:8px;` +
  `background:#1f5f6b;color:#ffffff;text-decoration:none">${escapeHtml(label)}</a></p>`;
