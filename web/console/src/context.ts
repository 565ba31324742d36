// The server's description of itself, in the page.

export interface Context {
  /** of the tenant that is administered: its issuer is `<endpoint>/oidc` */
  endpoint: string;
  /** of the tenant of the administrators, and of this page */
  adminEndpoint: string;
  version: string;
  /** there is no administrator yet */
  needsSetup: boolean;
}

const script = document.getElementById('context') as HTMLScriptElement;

export const context = JSON.parse(script.textContent) as Context;

/** New style sheets must carry it; it cannot be read from an attribute, where the browser hides it. */
export const styleNonce = script.nonce;

export const issuer = `${context.endpoint}/oidc`;
export const base = '/console';
