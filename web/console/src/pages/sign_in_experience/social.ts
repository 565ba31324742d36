// The services that users sign in with, and their buttons as the sign-in page takes them.
import type {Connector} from '../../data/connectors.ts';
import type {SsoConnector} from '../../data/sso_connectors.ts';

/** Of each target one: it may have a connector for browsers and another for apps. */
export const socialConnectorsOf = (connectors: Connector[]): Connector[] =>
  connectors.filter(
    ({type, target}, index) =>
      type === 'Social' && connectors.findIndex((one) => one.type === 'Social' && one.target === target) === index,
  );

/** What the server writes into the page, in the order of the targets. */
export const buttonsOf = (connectors: Connector[], targets: string[]) =>
  targets.flatMap((wanted) =>
    connectors
      .filter(({type, target}) => type === 'Social' && target === wanted)
      .map(({id, target, name, logo, logoDark, platform}) => ({id, target, name, logo, logoDark, platform})),
  );

/** The companies whose people are sent to their own provider, as the server writes them into the page. */
export const companiesOf = (connectors: SsoConnector[]) =>
  connectors
    .filter(({domains, config}) => domains.length > 0 && Object.keys(config).length > 0)
    .map(({id, name, branding, providerLogo}) => ({
      id,
      connectorName: branding.displayName || name,
      logo: branding.logo || providerLogo,
      ...(branding.darkLogo && {darkLogo: branding.darkLogo}),
    }));
