// "Confirm that it's you": the proof that sensitive changes ask for. One proof serves all tabs of this browser until it
// expires. Whoever needs one waits for it, while the page that asked stays as it is.
import {browser, drop, keep, recall} from './storage.ts';
import {subject} from './session.ts';

interface Proof {
  id: string;
  user: string;
}

/** The person went back instead. */
export class Cancelled extends Error {}

// What is begun with a proof should end before it expires.
const reserve = 60_000;

export function keepProof(id: string, expiresAt: string) {
  const left = Date.parse(expiresAt) - Date.now() - reserve;
  keep(browser, 'proof', {id, user: subject()} satisfies Proof, left / 60_000);
}

export function proofId(): string | undefined {
  const proof = recall<Proof>(browser, 'proof');
  return proof?.user === subject() ? proof.id : undefined;
}

export const dropProof = () => drop(browser, 'proof');

interface Waiting {
  done: Promise<void>;
  resolve: () => void;
  reject: (reason: Cancelled) => void;
}

let waiting: Waiting | undefined;
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

export const asking = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isAsked: () => waiting !== undefined,
};

/** Resolves once there is a proof. Errors: Cancelled. */
export function askForProof(): Promise<void> {
  if (!waiting) {
    let resolve!: Waiting['resolve'];
    let reject!: Waiting['reject'];
    const done = new Promise<void>((fulfil, refuse) => ([resolve, reject] = [fulfil, refuse]));
    waiting = {done, resolve, reject};
    tell();
  }
  return waiting.done;
}

export const ensureProof = (): Promise<void> => (proofId() ? Promise.resolve() : askForProof());

function answer(act: (asked: Waiting) => void) {
  const asked = waiting;
  waiting = undefined;
  if (asked) act(asked);
  tell();
}

export const confirm = () => answer(({resolve}) => resolve());
export const cancel = () => answer(({reject}) => reject(new Cancelled()));
