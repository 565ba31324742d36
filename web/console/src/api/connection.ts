// Whether the servers answer. When they do not, pages keep what they show and this asks until they do.
import {context} from '../context.ts';

const interval = 3000;
let isLost = false;
const listeners = new Set<() => void>();

const set = (lost: boolean) => {
  if (isLost === lost) return;
  isLost = lost;
  listeners.forEach((listener) => listener());
};

const isThere = async (endpoint: string): Promise<boolean> => {
  try {
    const response = await fetch(`${endpoint}/api/status`, {signal: AbortSignal.timeout(interval)});
    return response.ok;
  } catch {
    return false;
  }
};

const areThere = async (): Promise<boolean> =>
  (await Promise.all([context.endpoint, context.adminEndpoint].map(isThere))).every(Boolean);

async function watch() {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, interval));
    if (await areThere()) return set(false);
  }
}

export const connection = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isLost: () => isLost,
  reportLoss() {
    if (isLost) return;
    set(true);
    void watch();
  },
  /** Does it again when the servers are back, if it is because of them that it failed. */
  async survive<T>(act: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (!isLost && (await areThere())) throw error;
        connection.reportLoss();
        await new Promise<void>((resolve) => {
          const unsubscribe = connection.subscribe(() => {
            if (isLost) return;
            unsubscribe();
            resolve();
          });
        });
      }
    }
  },
};
