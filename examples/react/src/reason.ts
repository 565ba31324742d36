import { LogtoError, OidcError } from '@logto/react';

// What the server said, where the SDK passes it on, or else what the SDK says.
export function reasonOf(error: unknown): string {
  const said = error instanceof LogtoError && error.data instanceof OidcError ? error.data : undefined;
  return said?.errorDescription ?? said?.error ?? (error instanceof Error ? error.message : String(error));
}
