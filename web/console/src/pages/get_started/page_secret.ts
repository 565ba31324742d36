// Secrets that a guide makes for an app: the same for an application until the page is loaded again, so that copying
// twice gives one secret.
const secrets = new Map<string, string>();

const make = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));

export function pageSecret(applicationId: string): string {
  const secret = secrets.get(applicationId) ?? make();
  secrets.set(applicationId, secret);
  return secret;
}
