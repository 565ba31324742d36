// The server's own mails (src/connectors/texts.cpp), made of the same files.
import code from '../../../../../src/connectors/data/texts/code.html?raw';
import en from '../../../../../src/connectors/data/texts/en.json';
import ko from '../../../../../src/connectors/data/texts/ko.json';
import layout from '../../../../../src/connectors/data/texts/layout.html?raw';
import link from '../../../../../src/connectors/data/texts/link.html?raw';
import type {UsageType} from '../messages/usage_name.tsx';

const phrases: Record<string, typeof en> = {en, ko};

export const builtInLanguages = Object.keys(phrases);

/** Puts the parts at their "[[name]]". */
const fill = (text: string, parts: Record<string, string>): string =>
  text.replaceAll(/\[\[(\w+)\]\]/g, (_, name: string) => parts[name] ?? '');

/** Whose texts a mail in this language has. */
export const builtInLanguageOf = (tag: string): string => (tag in phrases ? tag : 'en');

export interface MailTemplate {
  subject: string;
  content: string;
}

/** A mail with a code, or with a link for what is accepted by one. */
export function builtInMail(type: UsageType, language: string): MailTemplate {
  const common = phrases[builtInLanguageOf(language)]!;
  const own = common.types[type];
  const isLink = type === 'OrganizationInvitation';
  const content = fill(layout, {
    language: builtInLanguageOf(language),
    subject: own.subject,
    sender: '',
    heading: own.heading,
    intro: isLink ? own.link : own.code,
    action: isLink ? fill(link, {button: common.button, linkHint: common.linkHint}) : code,
    note: isLink ? common.linkNote : common.codeNote,
    ignore: common.ignore,
  });
  return {subject: own.subject, content};
}
