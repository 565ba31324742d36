import {Text, ThemeIcon} from '@mantine/core';
import {
  IconDeviceMobileMessage,
  IconFingerprint,
  IconLifebuoy,
  IconMail,
  IconPasswordMobilePhone,
  IconShieldOff,
  type Icon,
} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {RowButton} from '../../components/row_button.tsx';
import {Time} from '../../components/time.tsx';
import {nameOfUser} from '../../data/find.ts';
import {parseAgent} from '../../../../shared/agent.ts';
import {lossOf} from './factor_loss.ts';
import {removeFactor, type UserFactor, type useFactors} from './factors.ts';
import {usePeople} from './people.ts';

const icons: Record<UserFactor['type'], Icon> = {
  WebAuthn: IconFingerprint,
  Totp: IconPasswordMobilePhone,
  PhoneVerificationCode: IconDeviceMobileMessage,
  EmailVerificationCode: IconMail,
  BackupCode: IconLifebuoy,
};

/** A passkey has a name of its own. */
export function useFactorName() {
  const {t} = useTranslation('mfa');
  return ({type, name}: UserFactor): string =>
    name ? `${t(`factor.${type}.name`)} “${name}”` : t(`factor.${type}.name`);
}

interface Props {
  user: User;
  query: ReturnType<typeof useFactors>;
}

export function FactorTable({user, query}: Props) {
  const {t} = useTranslation(['users', 'common']);
  const people = usePeople();
  const nameOf = useFactorName();
  const [removing, setRemoving] = useState<UserFactor>();
  const factor = removing && nameOf(removing);
  const left = query.data?.items.filter(({id}) => id !== removing?.id);
  const loss = removing && left && lossOf(user, [removing], left);
  return (
    <>
      <DataTable
        query={query}
        keyOf={({id}) => id}
        label={t('factors.title')}
        columns={[
          {header: t('factors.factor'), render: (one) => <Name factor={one} name={nameOf(one)} />},
          {
            header: t('factors.added'),
            visibleFrom: 'sm',
            width: 170,
            render: ({createdAt}) => <Time at={Date.parse(createdAt)} form="relative" />,
          },
          {
            header: t('factors.used'),
            visibleFrom: 'sm',
            width: 170,
            render: ({lastUsedAt}) => (lastUsedAt ? <Time at={Date.parse(lastUsedAt)} form="relative" /> : '–'),
          },
          {
            header: t('common:remove'),
            isHeaderHidden: true,
            width: 120,
            align: 'right',
            render: (one) => (
              <RowButton label={t('common:remove_what', {what: nameOf(one)})} onClick={() => setRemoving(one)}>
                {t('common:remove')}
              </RowButton>
            ),
          },
        ]}
        empty={<EmptyState icon={IconShieldOff} title={t('factors.empty')} text={t('factors.empty_text')} />}
      />
      <ConfirmDialog
        opened={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={t('factors.remove_title')}
        action={t('common:remove')}
        onConfirm={() => removeFactor(people, user.id, removing!.id)}
      >
        <Text size="sm" style={{overflowWrap: 'anywhere'}}>
          {t('factors.remove_text', {name: nameOfUser(user), factor})}
        </Text>
        {loss && (
          <Text size="sm" mt="xs">
            {t(`factors.${loss}`)}
          </Text>
        )}
      </ConfirmDialog>
    </>
  );
}

function Name({factor, name}: {factor: UserFactor; name: string}) {
  const {t} = useTranslation('users');
  const {type, agent, remainCodes, createdAt} = factor;
  const Symbol = icons[type];
  const device = agent ? parseAgent(agent) : undefined;
  const madeWith =
    device && (device.system ? t('sessions.browser_on', {browser: device.browser, system: device.system}) : device.browser);
  const left = remainCodes === undefined ? undefined : t('factors.left', {count: remainCodes});
  return (
    <EntityName
      name={name}
      detail={
        <>
          {madeWith ?? left}
          {/* Where the columns do not fit. */}
          <Text inherit component="div" hiddenFrom="sm">
            <Time at={Date.parse(createdAt)} form="relative" />
          </Text>
        </>
      }
      picture={
        <ThemeIcon variant="light" color="gray" bg="var(--console-hover)" size={32} radius="md" aria-hidden>
          <Symbol size={18} stroke={1.5} />
        </ThemeIcon>
      }
    />
  );
}
