// Finds the company's sign-in while an address is typed.
import {useEffect, useState} from 'react';

import type {Identifier} from './api.ts';
import type {IdentifierType, SsoConnector} from './context.ts';
import {type IdentifierFault, parseIdentifier} from './identifier.ts';
import {domainOf, findConnectors, hasRoom, ssoConnectors} from './sso.ts';
import type {Typed} from './steps.ts';

const pause = 300;

export const connectorsOf = async (identifier: Identifier | IdentifierFault): Promise<SsoConnector[]> =>
  typeof identifier === 'object' && identifier.type === 'email' ? findConnectors(domainOf(identifier.value)) : [];

/** The connectors of the typed address; none while they are not known. */
export function useSsoMatch({text, region}: Typed, allowed: IdentifierType[]): SsoConnector[] {
  const [match, setMatch] = useState<{domain: string; connectors: SsoConnector[]}>();
  const found = ssoConnectors().length > 0 && parseIdentifier(text, allowed, region);
  const domain = typeof found === 'object' && found.type === 'email' ? domainOf(found.value) : undefined;
  useEffect(() => {
    if (domain === undefined || !hasRoom(domain)) return;
    let isOver = false;
    const timer = setTimeout(() => {
      findConnectors(domain).then(
        (connectors) => isOver || setMatch({domain, connectors}),
        // It is asked for again when the form is sent.
        () => undefined,
      );
    }, pause);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [domain]);
  return match && match.domain === domain ? match.connectors : [];
}
