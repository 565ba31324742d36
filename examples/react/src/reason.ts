import { LogtoError, OidcError } from '@logto/react';

// The server's error message if the SDK passes it on, otherwise the SDK's own.
export function reasonOf(error: unknown): string {
  const said = error instanceof LogtoError && error.data instanceof OidcError ? error.data : undefined;
  return said?.errorDescription ?? said?.error ?? (error instanceof Error ? error.message : String(error));
}
