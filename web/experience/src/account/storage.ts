// Small notes of this tab, and of this browser. A browser may have its storage off: then there are none.

interface Kept<Value> {
  value: Value;
  until: number;
}

const keyOf = (name: string) => `daemun:account:${name}`;

/** `minutes`: how long it means anything. */
export function keep(storage: () => Storage, name: string, value: unknown, minutes = 10) {
  try {
    const kept: Kept<unknown> = {value, until: Date.now() + minutes * 60_000};
    storage().setItem(keyOf(name), JSON.stringify(kept));
  } catch {
    // Without a note, the page asks again.
  }
}

export function recall<Value>(storage: () => Storage, name: string): Value | undefined {
  try {
    const kept = JSON.parse(storage().getItem(keyOf(name)) ?? 'null') as Kept<Value> | null;
    return kept && kept.until > Date.now() ? kept.value : undefined;
  } catch {
    return undefined;
  }
}

export function drop(storage: () => Storage, name: string) {
  try {
    storage().removeItem(keyOf(name));
  } catch {
    // Nothing was kept.
  }
}

export const tab = () => sessionStorage;
export const browser = () => localStorage;
