// A new username in words: the form that it must have, and its faults.
import type {Identifier} from './api.ts';
import {context, type UsernamePolicy} from './context.ts';
import {checkUsername, type IdentifierFault} from './identifier.ts';
import {t} from './phrases.ts';

const lengthRule = ({minLength: min = 1, maxLength: max = 128}: UsernamePolicy) =>
  t('invalid.usernameLength', {min, max});

function usernameFault(name: string): string | undefined {
  const {usernamePolicy = {}} = context.signInExperience;
  const fault = checkUsername(name, usernamePolicy);
  if (fault === 'chars') return t('invalid.usernameChars');
  if (fault === 'start') return t('invalid.usernameStart');
  return fault && lengthRule(usernamePolicy);
}

export const keepsUsernameRules = (name: string): boolean => usernameFault(name) === undefined;

/** The fault of an identifier that is chosen now, in words. */
export function newIdentifierFault(identifier: Identifier | IdentifierFault): string | undefined {
  if (typeof identifier === 'string') return t(`invalid.${identifier}`);
  return identifier.type === 'username' ? usernameFault(identifier.value) : undefined;
}

/** Said before anything is typed. */
export function usernameRules(): string {
  const {usernamePolicy = {}} = context.signInExperience;
  const {minLength = 1, maxLength = 128, allowedChars = {}} = usernamePolicy;
  const {lowercase = true, uppercase = true, numbers = true, underscore = true} = allowedChars;
  const letters = lowercase && uppercase ? 'letters' : lowercase ? 'lowercase' : uppercase ? 'uppercase' : undefined;
  const kinds = [
    letters && t(`usernameRule.${letters}`),
    numbers && t('usernameRule.numbers'),
    underscore && t('usernameRule.underscore'),
  ].filter((kind) => typeof kind === 'string');
  const chars = new Intl.ListFormat(context.language, {type: 'conjunction'}).format(kinds);
  return [
    t('usernameRule.chars', {chars}),
    numbers && t('usernameRule.start'),
    // Limits that nobody meets by accident are not worth a line.
    (minLength > 1 || maxLength < 64) && lengthRule(usernamePolicy),
  ]
    .filter(Boolean)
    .join(' ');
}
