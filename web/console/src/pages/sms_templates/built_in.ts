// The server's own text messages (built_in_sms in src/connectors/texts.cpp), made of the same files.
import en from '../../../../../src/connectors/data/texts/en.json';
import ko from '../../../../../src/connectors/data/texts/ko.json';
import type {UsageType} from '../messages/usage_name.tsx';

const phrases: Record<string, typeof en> = {en, ko};

export function builtInSms(type: UsageType, language: string): string {
  const {types, smsNote} = phrases[language] ?? en;
  const {sms} = types[type];
  return sms.includes('{{code}}') ? `${sms} ${smsNote}` : sms;
}
