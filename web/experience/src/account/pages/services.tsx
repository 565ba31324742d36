// The services that people can sign in with, linked or not.
import {useState} from 'react';

import {nameOf as nameOfService, socialConnectors} from '../../social_connectors.ts';
import {Logo} from '../../components/service_logo.tsx';
import {removeIdentity} from '../api.ts';
import {ConfirmDialog} from '../components/confirm_dialog.tsx';
import {Action, Row, Rows, Section} from '../components/rows.tsx';
import {say} from '../components/toast.tsx';
import {isEditable, isShown} from '../controls.ts';
import {logosOf} from '../../social_connectors.ts';
import {at} from '../phrases.ts';
import {navigate} from '../route.ts';
import {ensureProof} from '../step_up.ts';
import {reloadAccount, useAccount} from '../store.ts';

interface Service {
  target: string;
  name: string;
  /** missing: nobody can sign in with it any more */
  id?: string;
  light?: string | undefined;
  dark?: string | undefined;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function servicesOf(targets: string[]): Service[] {
  const offered: Service[] = socialConnectors().map((one) => ({
    id: one.id,
    target: one.target,
    name: nameOfService(one),
    ...logosOf(one),
  }));
  const known = new Set(offered.map(({target}) => target));
  return [...offered, ...targets.filter((target) => !known.has(target)).map((target) => ({target, name: target}))];
}

interface RowProps {
  service: Service;
  identity: {details?: Record<string, unknown>} | undefined;
  onUnlink: () => void;
}

function ServiceRow({service, identity, onUnlink}: RowProps) {
  const {id, name} = service;
  const who = text(identity?.details?.['email']) || text(identity?.details?.['name']);
  const action = identity ? (
    <Action about={name} kind="danger" onClick={onUnlink}>
      {at('services.unlink')}
    </Action>
  ) : (
    <Action about={name} onClick={() => navigate(`/social/${id}`)}>
      {at('services.link')}
    </Action>
  );
  return (
    <Row icon={<Logo {...service} />} label={name} actions={isEditable('social') && action}>
      {identity ? who || at('services.linked') : <span className="ac-none">{at('services.notLinked')}</span>}
    </Row>
  );
}

export function Services() {
  const account = useAccount();
  const identities = account.identities ?? {};
  const [removing, setRemoving] = useState<Service>();
  const services = servicesOf(Object.keys(identities));
  if (!isShown('social') || services.length === 0) return null;
  const unlink = async ({target, name}: Service) => {
    await removeIdentity(target);
    await reloadAccount();
    say(at('services.unlinked', {name}));
  };
  return (
    <Section title={at('services.title')} text={at('services.text')}>
      <Rows>
        {services.map((service) => (
          <ServiceRow
            key={service.target}
            service={service}
            identity={Object.hasOwn(identities, service.target) ? identities[service.target] : undefined}
            onUnlink={() => void ensureProof().then(() => setRemoving(service), () => undefined)}
          />
        ))}
      </Rows>
      {removing && (
        <ConfirmDialog
          title={at('services.unlinkTitle', {name: removing.name})}
          text={at('services.unlinkText', {name: removing.name})}
          button={at('services.unlink')}
          act={() => unlink(removing)}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </Section>
  );
}
