// Where people are signed in, which applications may see their data, and how to end both.
import {useState} from 'react';

import {findPhrase, sentences} from '../../phrases.ts';
import {
  endOtherSessions,
  endSession,
  type GrantView,
  listGrants,
  listSessions,
  listSignIns,
  listTrustedDevices,
  removeTrustedDevice,
  revokeGrant,
  type SessionView,
  type SignInView,
  type TrustedDevice,
} from '../api.ts';
import {ConfirmDialog, type Question} from '../components/confirm_dialog.tsx';
import {App} from '../components/icons.tsx';
import {type Loading, Loaded, useLoading} from '../components/loaded.tsx';
import {Action, Nothing, Row, Rows, Section} from '../components/rows.tsx';
import {isEditable, isShown, showsTrustedDevices} from '../controls.ts';
import {at, formatDay, formatTime} from '../phrases.ts';
import {Shell} from '../shell.tsx';
import {ensureProof, proofId} from '../step_up.ts';
import {describeAgent, placeOf} from '../visits.ts';
import {SignIns} from './sign_ins.tsx';

const Here = () => <span className="ac-badge">{at('sessions.here')}</span>;

interface ListProps<Value> {
  values: Value[];
  onEnd: (ending: Question) => void;
}

/** `loginTs` is in seconds, as the protocol's times are. */
const sinceOf = ({payload}: SessionView) => formatTime(payload.loginTs * 1000);

function SessionRows({values, onEnd}: ListProps<SessionView>) {
  if (values.length === 0) return <Nothing>{at('sessions.none')}</Nothing>;
  const ordered = values.toSorted(
    (a, b) => Number(b.isCurrent ?? false) - Number(a.isCurrent ?? false) || b.payload.loginTs - a.payload.loginTs,
  );
  return (
    <Rows>
      {ordered.map((session) => {
        const {userAgent, ip} = session.signInContext;
        const {name, Icon} = describeAgent(userAgent);
        const end = () =>
          onEnd({
            title: at('sessions.endTitle'),
            text: at('sessions.endText', {name}),
            button: at('sessions.end'),
            done: at('sessions.ended'),
            act: () => endSession(session.payload.uid),
          });
        return (
          <Row
            key={session.payload.uid}
            icon={<Icon />}
            label={
              <>
                {name} {session.isCurrent && <Here />}
              </>
            }
            actions={
              !session.isCurrent &&
              isEditable('session') && (
                <Action about={name} kind="danger" onClick={end}>
                  {at('sessions.end')}
                </Action>
              )
            }
          >
            <span className="ac-none">{sentences(at('sessions.since', {time: sinceOf(session)}), ip)}</span>
          </Row>
        );
      })}
    </Rows>
  );
}

function Sessions({loading, onEnd}: {loading: Loading<Lists>; onEnd: (ending: Question) => void}) {
  const others = (loading.value?.sessions ?? []).filter(({isCurrent}) => !isCurrent);
  const endOthers = () =>
    onEnd({
      title: at('sessions.endOthersTitle'),
      text: at('sessions.endOthersText'),
      button: at('sessions.endOthers'),
      done: at('sessions.endedOthers'),
      act: endOtherSessions,
    });
  return (
    <Section
      title={at('sessions.title')}
      text={at('sessions.text')}
      action={
        others.length > 0 &&
        isEditable('session') && (
          <button type="button" className="ac-action danger" onClick={endOthers}>
            {at('sessions.endOthers')}
          </button>
        )
      }
    >
      <Loaded loading={loading}>{({sessions}) => <SessionRows values={sessions} onEnd={onEnd} />}</Loaded>
    </Section>
  );
}

interface ConnectedApp {
  id: string;
  name: string;
  since: number;
  grants: GrantView[];
  scopes: string[];
}

/** An application may hold several grants: a row for each application. */
export function appsOf(grants: GrantView[]): ConnectedApp[] {
  const apps = new Map<string, ConnectedApp>();
  for (const grant of grants) {
    const {application, payload} = grant;
    const known = apps.get(application.id) ?? {...application, since: Infinity, grants: [], scopes: []};
    known.grants.push(grant);
    known.since = Math.min(known.since, payload.iat * 1000);
    const scopes = payload.openid?.scope?.split(' ') ?? [];
    known.scopes = [...new Set([...known.scopes, ...scopes])].filter(Boolean);
    apps.set(application.id, known);
  }
  return [...apps.values()];
}

const scopeText = (scope: string) => findPhrase('scope', scope.replace('urn:logto:scope:', '')) ?? scope;

function AppRow({app, onEnd}: {app: ConnectedApp; onEnd: (ending: Question) => void}) {
  const revoke = () =>
    onEnd({
      title: at('apps.revokeTitle', {name: app.name}),
      text: at('apps.revokeText', {name: app.name}),
      button: at('apps.revoke'),
      done: at('apps.revoked', {name: app.name}),
      act: async () => {
        for (const {id} of app.grants) await revokeGrant(id);
      },
    });
  return (
    <Row
      icon={<App />}
      label={app.name}
      actions={
        isEditable('session') && (
          <Action about={app.name} kind="danger" onClick={revoke}>
            {at('apps.revoke')}
          </Action>
        )
      }
    >
      <span className="ac-none">{at('apps.since', {day: formatDay(app.since)})}</span>
      {app.scopes.length > 0 && (
        <details className="ac-scopes">
          <summary>{at('apps.may')}</summary>
          <ul>
            {app.scopes.map((scope) => (
              <li key={scope}>{scopeText(scope)}</li>
            ))}
          </ul>
        </details>
      )}
    </Row>
  );
}

function Apps({loading, onEnd}: {loading: Loading<Lists>; onEnd: (ending: Question) => void}) {
  return (
    <Section title={at('apps.title')} text={at('apps.text')}>
      <Loaded loading={loading}>
        {({grants}) =>
          grants.length === 0 ? (
            <Nothing>{at('apps.none')}</Nothing>
          ) : (
            <Rows>
              {appsOf(grants).map((app) => (
                <AppRow key={app.id} app={app} onEnd={onEnd} />
              ))}
            </Rows>
          )
        }
      </Loaded>
    </Section>
  );
}

function Trusted({loading, onEnd}: {loading: Loading<Lists>; onEnd: (ending: Question) => void}) {
  const row = (device: TrustedDevice) => {
    const {name, Icon} = describeAgent(device.userAgent);
    const remove = () =>
      onEnd({
        title: at('devices.removeTitle'),
        text: at('devices.removeText', {name}),
        button: at('account.remove'),
        done: at('devices.removed'),
        act: () => removeTrustedDevice(device.id),
      });
    return (
      <Row
        key={device.id}
        icon={<Icon />}
        label={
          <>
            {name} {device.isCurrent && <Here />}
          </>
        }
        actions={
          isEditable('trustedDevice') && (
            <Action about={name} kind="danger" onClick={remove}>
              {at('account.remove')}
            </Action>
          )
        }
      >
        <span className="ac-none">
          {sentences(at('devices.until', {day: formatDay(device.expiresAt)}), placeOf(device.city, device.country))}
        </span>
      </Row>
    );
  };
  return (
    <Section title={at('devices.title')} text={at('devices.text')}>
      <Loaded loading={loading}>
        {({devices}) => (devices.length === 0 ? <Nothing>{at('devices.none')}</Nothing> : <Rows>{devices.map(row)}</Rows>)}
      </Loaded>
    </Section>
  );
}

interface Lists {
  sessions: SessionView[];
  grants: GrantView[];
  devices: TrustedDevice[];
  signIns: SignInView[];
}

async function load(): Promise<Lists> {
  await ensureProof();
  const [sessions, grants, devices, signIns] = await Promise.all([
    isShown('session') ? listSessions() : [],
    isShown('session') ? listGrants() : [],
    showsTrustedDevices() ? listTrustedDevices() : [],
    isShown('session') ? listSignIns() : [],
  ]);
  return {sessions, grants, devices, signIns};
}

function Content() {
  const loading = useLoading(load);
  const [ending, setEnding] = useState<Question>();
  return (
    <>
      {isShown('session') && <Sessions loading={loading} onEnd={setEnding} />}
      {showsTrustedDevices() && <Trusted loading={loading} onEnd={setEnding} />}
      {isShown('session') && <Apps loading={loading} onEnd={setEnding} />}
      {isShown('session') && (
        <Section title={at('signIns.title')} text={at('signIns.text')}>
          <Loaded loading={loading}>{({signIns}) => <SignIns signIns={signIns} />}</Loaded>
        </Section>
      )}
      {ending && <ConfirmDialog {...ending} reload={loading.reload} onClose={() => setEnding(undefined)} />}
    </>
  );
}

export function Devices() {
  // Nobody has to prove anything just for having come by.
  const [isOpen, setOpen] = useState(() => proofId() !== undefined);
  return (
    <Shell headline={at('nav.sessions')} text={at('sessions.pageText')}>
      {isOpen ? (
        <Content />
      ) : (
        <div className="ac-card logto_ac-card ac-closed">
          <p>{at('sessions.closed')}</p>
          <button type="button" className="button" onClick={() => void ensureProof().then(() => setOpen(true), () => undefined)}>
            {at('confirm.button')}
          </button>
        </div>
      )}
    </Shell>
  );
}

