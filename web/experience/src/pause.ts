// Where a dialogue stops before its end: the account lacks something.
import type {AddressType, InteractionEvent} from './context.ts';

/** A part that the account still lacks. An address has to be proven by a code. */
export type MissingField =
  | {kind: 'address'; allowed: AddressType[]}
  | {kind: 'username'}
  | {kind: 'password'}
  | {kind: 'form'};

/** How far a dialogue has come. */
export interface Progress {
  event: InteractionEvent;
  /** of the proof; none for somebody who registers with a username alone */
  verificationId?: string;
  isIdentified: boolean;
}

/** The server wants more of the account before it lets the person go on. */
export interface Pause {
  missing: MissingField[];
  progress: Progress;
}
