// Where a dialogue stops before its end: the account lacks something, or a second step is asked for.
import type {Identifier} from './api.ts';
import type {AddressType, Factor, InteractionEvent} from './context.ts';

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
  /** what the person has typed or opened a link of; not known after a visit to another service */
  account?: Identifier;
}

/** The server wants more of the account before it lets the person go on. */
export interface MissingPause {
  missing: MissingField[];
  progress: Progress;
}

/** Addresses of which only a part is told, by the factor that sends codes there. */
export type Masked = Partial<Record<Factor, string>>;

/** What the server asks for beside the first proof. */
export type Demand =
  /** to turn on two-step verification, or not */
  | {kind: 'suggest'}
  /** to set up one of these; `skip`: it may be left, and what is said then */
  | {kind: 'bind'; factors: Factor[]; skip?: 'mfa' | 'suggestion'}
  /** a second step with one of these; the one to ask for first stands first. `trustDays`: the browser can be spared for so long */
  | {kind: 'verify'; factors: Factor[]; masked: Masked; trustDays?: number}
  /** to keep backup codes */
  | {kind: 'backup'}
  /** to make a passkey, or not */
  | {kind: 'passkey'};

export interface AnyDemandPause {
  demand: Demand;
  progress: Progress;
}

export interface DemandPause<Kind extends Demand['kind']> {
  demand: Extract<Demand, {kind: Kind}>;
  progress: Progress;
}

export type Pause = MissingPause | AnyDemandPause;
