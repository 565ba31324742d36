// The account center's own phrases; what it shares with the sign-in pages stays in theirs.
import type {ReactNode} from 'react';

import {type KeyIn, phraseIn, richIn} from '../phrases.ts';
import {type AccountPhrases, context} from './context.ts';

export type AccountKey = KeyIn<AccountPhrases>;

export const at = (key: AccountKey, values?: Record<string, string | number>): string =>
  phraseIn(context.accountPhrases, key, values);

/** As `at`, with elements in the places of the placeholders. */
export const richly = (key: AccountKey, values: Record<string, ReactNode>): ReactNode[] =>
  richIn(context.accountPhrases, key, values);

const date = (options: Intl.DateTimeFormatOptions) => (time: number | string) =>
  new Intl.DateTimeFormat(context.language, options).format(new Date(time));

export const formatDay = date({dateStyle: 'long'});
export const formatTime = date({dateStyle: 'medium', timeStyle: 'short'});
