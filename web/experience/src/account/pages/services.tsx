// The services that people can sign in with, linked or not.
import {useState} from 'react';

import {nameOf as nameOfService, socialConnectors} from '../../social_connectors.ts';
import {Logo} from '../../components/service_logo.tsx';
import {removeIdentity} from '../api.ts';
import {Dialog} from '../components/dialog.tsx';
import {ConfirmDialog} from '../components/confirm_dialog.tsx';
import {Action, Row, Rows, Section} from '../components/rows.tsx';
import {say} from '../components/toast.tsx';
import {isEditable, isShown} from '../controls.ts';
import {logosOf} from '../../social_connectors.ts';
import {at} from '../phrases.ts';
import {navigate} from '../route.ts';
import {ensureProof} from '../step_up.ts';
import {reloadAccount, useAccount} from '../store.ts';
import {hasWayIn, remediesFor, without} from '../ways_in.ts';

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

const remedyLabels = {password: 'task.passwordAdd', email: 'task.emailAdd', phone: 'task.phoneAdd'} as const;

/** Instead of a question that the server would refuse: what to do first. */
function LastWayIn({name, target, onClose}: Service & {onClose: () => void}) {
  const account = useAccount();
  return (
    <Dialog title={at('services.onlyTitle', {name})} onClose={onClose}>
      <p className="dialog-text">{at('services.onlyText', {name})}</p>
      <div className="dialog-actions">
        <button type="button" className="button quiet" onClick={onClose}>
          {at('account.cancel')}
        </button>
        {remediesFor(without(account, target)).map((remedy) => (
          <button key={remedy} type="button" className="button" onClick={() => navigate(`/${remedy}`)}>
            {at(remedyLabels[remedy])}
          </button>
        ))}
      </div>
    </Dialog>
  );
}

export function Services() {
  const account = useAccount();
  const identities = account.identities ?? {};
  const [removing, setRemoving] = useState<Service>();
  const [needed, setNeeded] = useState<Service>();
  const services = servicesOf(Object.keys(identities));
  if (!isShown('social') || services.length === 0) return null;
  const ask = (service: Service) => {
    if (!hasWayIn(without(account, service.target))) return setNeeded(service);
    void ensureProof().then(() => setRemoving(service), () => undefined);
  };
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
            onUnlink={() => ask(service)}
          />
        ))}
      </Rows>
      {needed && <LastWayIn {...needed} onClose={() => setNeeded(undefined)} />}
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
