import {Text, ThemeIcon, Tooltip} from '@mantine/core';
import {IconDeviceDesktop, IconDeviceMobile, IconDevices} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {RowButton} from '../../components/row_button.tsx';
import {Time} from '../../components/time.tsx';
import {parseAgent} from '../../../../shared/agent.ts';
import {usePeople} from './people.ts';
import {TableHeading} from './table_heading.tsx';
import {revokeTrustedDevice, type TrustedDevice, useTrustedDevices} from './trusted_devices.ts';

function useDeviceName() {
  const {t} = useTranslation(['users', 'common']);
  return ({userAgent}: TrustedDevice): string => {
    if (!userAgent) return t('common:session.unknown_device');
    const {browser, system} = parseAgent(userAgent);
    return system ? t('sessions.browser_on', {browser, system}) : browser;
  };
}

/** Where the user is not asked for the second step. */
export function TrustedDeviceTable({user}: {user: User}) {
  const {t} = useTranslation(['users', 'common']);
  const people = usePeople();
  const query = useTrustedDevices(user.id);
  const nameOf = useDeviceName();
  const [revoking, setRevoking] = useState<TrustedDevice>();
  return (
    <section>
      <TableHeading title={t('devices.title')} text={t('devices.text')} />
      <DataTable
        query={query}
        keyOf={({id}) => id}
        label={t('devices.title')}
        columns={[
          {header: t('sessions.device'), render: (device) => <Device device={device} name={nameOf(device)} />},
          {header: t('common:session.ip'), visibleFrom: 'sm', width: 170, render: ({network}) => network},
          {
            header: t('factors.used'),
            visibleFrom: 'sm',
            width: 150,
            render: ({lastUsedAt}) => <Time at={lastUsedAt} form="relative" />,
          },
          {
            header: t('common:expiry.expires'),
            visibleFrom: 'md',
            width: 150,
            render: ({expiresAt}) => <Time at={expiresAt} form="relative" />,
          },
          {
            header: t('devices.revoke'),
            isHeaderHidden: true,
            width: 120,
            align: 'right',
            render: (device) => (
              <RowButton label={t('devices.revoke_what', {what: nameOf(device)})} onClick={() => setRevoking(device)}>
                {t('devices.revoke')}
              </RowButton>
            ),
          },
        ]}
        empty={<EmptyState icon={IconDevices} title={t('devices.empty')} text={t('devices.empty_text')} />}
      />
      <ConfirmDialog
        opened={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        title={t('devices.revoke_title')}
        action={t('devices.revoke')}
        onConfirm={() => revokeTrustedDevice(people, user.id, revoking!.id)}
      >
        {t('devices.revoke_text')}
      </ConfirmDialog>
    </section>
  );
}

function Device({device, name}: {device: TrustedDevice; name: string}) {
  const {userAgent, network, createdAt} = device;
  const Symbol = userAgent && parseAgent(userAgent).isMobile ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <Tooltip label={userAgent} disabled={!userAgent} multiline maw={420}>
      <div>
        <EntityName
          name={name}
          detail={
            <>
              <Time at={createdAt} form="relative" />
              {/* Where the column does not fit. */}
              <Text inherit component="div" hiddenFrom="sm">
                {network}
              </Text>
            </>
          }
          picture={
            <ThemeIcon variant="light" color="gray" bg="var(--console-hover)" size={32} radius="md" aria-hidden>
              <Symbol size={18} stroke={1.5} />
            </ThemeIcon>
          }
        />
      </div>
    </Tooltip>
  );
}
