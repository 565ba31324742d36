import {useState} from 'react';

import type {Address} from '../../api.ts';
import {webUrl} from '../../../../shared/url.ts';
import {External} from '../../components/layout.tsx';
import {Key} from '../../components/icons.tsx';
import {Mail, Message, Phone} from '../../factors/icons.tsx';
import {formatDigits} from '../../phone.ts';
import {sentences, t} from '../../phrases.ts';
import {type FactorView, listFactors, loadFactorSettings, removeAddress} from '../api.ts';
import {ConfirmDialog, type Question} from '../components/confirm_dialog.tsx';
import {type Loading, Loaded, useLoading} from '../components/loaded.tsx';
import {Codes, Lock, Person} from '../components/icons.tsx';
import {Action, Row, Rows, Section} from '../components/rows.tsx';
import {context} from '../context.ts';
import {hasFactor, hasPasskeys, isEditable, isShown} from '../controls.ts';
import {codesWith, removeWithCodes} from '../factor_removal.ts';
import {type AccountKey, at} from '../phrases.ts';
import {navigate} from '../route.ts';
import {Shell} from '../shell.tsx';
import {ensureProof} from '../step_up.ts';
import {reloadAccount, useAccount} from '../store.ts';
import {OwnData} from './own_data.tsx';
import {SecondStepSwitch} from './second_step_switch.tsx';
import {Services} from './services.tsx';

interface WayProps {
  name: 'username' | 'email' | 'phone';
  value: string;
  icon: typeof Mail;
  onRemove: (removal: Question) => void;
}

const labelOf = {username: 'field.username', email: 'field.email', phone: 'field.phone'} as const;
const texts = {
  email: ['security.removeEmail', 'security.removedEmail'],
  phone: ['security.removePhone', 'security.removedPhone'],
} satisfies Record<string, [AccountKey, AccountKey]>;

/** One name or address to sign in with. */
function Way({name, value, icon: Icon, onRemove}: WayProps) {
  if (!isShown(name)) return null;
  const label = t(labelOf[name]);
  const remove = async () => {
    await ensureProof();
    const address = name as Address['type'];
    const [title, done] = texts[address];
    const act = () => removeAddress(address);
    onRemove({title: at(title), text: at('security.removeWay', {value}), button: at('account.remove'), done: at(done), act});
  };
  return (
    <Row
      icon={<Icon />}
      label={label}
      actions={
        isEditable(name) && (
          <>
            {value && name !== 'username' && (
              <Action about={label} kind="danger" onClick={() => void remove().catch(() => undefined)}>
                {at('account.remove')}
              </Action>
            )}
            <Action about={label} onClick={() => navigate(`/${name}`)}>
              {at(value ? 'account.change' : 'account.add')}
            </Action>
          </>
        )
      }
    >
      {value ? <span dir="ltr">{value}</span> : <span className="ac-none">{at('account.notSet')}</span>}
    </Row>
  );
}

function SignInWays({onRemove}: {onRemove: (removal: Question) => void}) {
  const account = useAccount();
  if (!(['username', 'email', 'phone', 'password'] as const).some((name) => isShown(name))) return null;
  const label = t('field.password');
  return (
    <Section title={at('security.ways')} text={at('security.waysText')}>
      <Rows>
        <Way name="username" value={account.username ?? ''} icon={Person} onRemove={onRemove} />
        <Way name="email" value={account.primaryEmail ?? ''} icon={Mail} onRemove={onRemove} />
        <Way name="phone" value={account.primaryPhone ? formatDigits(account.primaryPhone) : ''} icon={Message} onRemove={onRemove} />
        {isShown('password') && (
          <Row
            icon={<Lock />}
            label={label}
            actions={
              isEditable('password') && (
                <Action about={label} onClick={() => navigate('/password')}>
                  {at(account.hasPassword ? 'account.change' : 'account.add')}
                </Action>
              )
            }
          >
            {account.hasPassword ? at('security.passwordSet') : <span className="ac-none">{at('account.notSet')}</span>}
          </Row>
        )}
      </Rows>
    </Section>
  );
}

function Passkeys({factors}: {factors: FactorView[]}) {
  const passkeys = factors.filter(({type}) => type === 'WebAuthn');
  const label = at('passkeys.title');
  const count = passkeys.length;
  return (
    <Row
      icon={<Key />}
      label={label}
      actions={
        isEditable('passkey') && (
          <Action about={label} onClick={() => navigate(count ? '/passkey/manage' : '/passkey/add')}>
            {at(count ? 'account.manage' : 'account.add')}
          </Action>
        )
      }
    >
      <span className="ac-none">
        {count === 0 ? at('passkeys.text') : at('passkeys.count', {count})}
      </span>
    </Row>
  );
}

function Authenticator({factors, onRemove}: {factors: FactorView[]; onRemove: (removal: Question) => void}) {
  const app = factors.find(({type}) => type === 'Totp');
  const label = t('twoStep.totp');
  const account = useAccount();
  const remove = async ({id}: FactorView) => {
    await ensureProof();
    onRemove({
      title: at('security.removeApp'),
      text: sentences(at('security.removeAppText'), codesWith(id, factors, account).length > 0 ? at('backup.goToo') : undefined),
      button: at('account.remove'),
      done: at('security.removedApp'),
      act: () => removeWithCodes(id, account),
    });
  };
  return (
    <Row
      icon={<Phone />}
      label={label}
      actions={
        isEditable('mfa') && (
          <>
            {app && (
              <Action about={label} kind="danger" onClick={() => void remove(app).catch(() => undefined)}>
                {at('account.remove')}
              </Action>
            )}
            <Action about={label} onClick={() => navigate(app ? '/authenticator-app/replace' : '/authenticator-app')}>
              {at(app ? 'account.change' : 'account.add')}
            </Action>
          </>
        )
      }
    >
      <span className="ac-none">{app ? at('security.appSet') : t('twoStep.totpText')}</span>
    </Row>
  );
}

function BackupCodes({factors}: {factors: FactorView[]}) {
  const left = factors.filter(({type}) => type === 'BackupCode').reduce((sum, {remainCodes = 0}) => sum + remainCodes, 0);
  const others = factors.some(({type}) => type !== 'BackupCode');
  const label = at('backup.title');
  // Alone they protect nothing: the server wants another second step first.
  const canAdd = others && isEditable('mfa');
  const text = left > 0 ? at('backup.left', {count: left}) : at('backup.text');
  return (
    <Row
      icon={<Codes />}
      label={label}
      actions={
        (left > 0 || canAdd) && (
          <Action about={label} onClick={() => navigate(left ? '/backup-codes/manage' : '/backup-codes/generate')}>
            {at(left ? 'account.manage' : 'account.add')}
          </Action>
        )
      }
    >
      <span className="ac-none">{others ? text : at('backup.needsOther')}</span>
    </Row>
  );
}

function Factors({loading, onRemove}: {loading: Loading<FactorView[]>; onRemove: (removal: Question) => void}) {
  const settings = useLoading(() => (isShown('mfa') ? loadFactorSettings() : Promise.resolve(undefined)));
  const hasSteps = isShown('mfa') && (hasFactor('Totp') || hasFactor('BackupCode') || hasFactor('WebAuthn'));
  const hasKeys = isShown('passkey') && hasPasskeys();
  if (!hasSteps && !hasKeys) return null;
  return (
    <Section title={at(hasSteps ? 'security.steps' : 'passkeys.title')} text={hasSteps ? at('security.stepsText') : undefined}>
      <Loaded loading={loading}>
        {(factors) => (
          <Rows>
            {hasSteps && factors.length > 0 && settings.value && <SecondStepSwitch settings={settings.value} />}
            {hasKeys && <Passkeys factors={factors} />}
            {hasSteps && hasFactor('Totp') && <Authenticator factors={factors} onRemove={onRemove} />}
            {hasSteps && hasFactor('BackupCode') && <BackupCodes factors={factors} />}
          </Rows>
        )}
      </Loaded>
    </Section>
  );
}

/** Here, or at the tenant's own page for it. */
function Deletion() {
  const url = webUrl(context.accountCenter.deleteAccountUrl);
  const isHere = isEditable('accountDeletion');
  if (!isHere && !url) return null;
  const label = at('security.deletionLink');
  return (
    <Section title={at('security.deletion')}>
      <Rows>
        <Row
          label={at('security.deletionText')}
          actions={
            isHere ? (
              <button type="button" className="ac-action danger" onClick={() => navigate('/deletion')}>
                {label}
              </button>
            ) : (
              <External href={url!}>{label}</External>
            )
          }
        />
      </Rows>
    </Section>
  );
}

export function Security() {
  // The second steps are part of the account only where the tenant shows them.
  const factors = useLoading(() => (isShown('mfa') || isShown('passkey') ? listFactors() : Promise.resolve([])));
  const [removal, setRemoval] = useState<Question>();
  return (
    <Shell headline={at('nav.security')} text={at('security.text')}>
      <SignInWays onRemove={setRemoval} />
      <Factors loading={factors} onRemove={setRemoval} />
      <Services />
      <OwnData />
      <Deletion />
      {removal && (
        <ConfirmDialog
          {...removal}
          reload={() => Promise.all([reloadAccount(), factors.reload()])}
          onClose={() => setRemoval(undefined)}
        />
      )}
    </Shell>
  );
}
