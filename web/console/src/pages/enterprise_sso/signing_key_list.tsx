import {Badge, Code, Group, Menu, Text} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {IconDownload, IconRosetteDiscountCheck, IconRosetteDiscountCheckOff, IconTrash} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {CopyButton} from '../../components/copy_button.tsx';
import {download} from '../../components/download.ts';
import {RowMenu} from '../../components/row_menu.tsx';
import {Time} from '../../components/time.tsx';
import type {SsoConnector} from '../../data/sso_connectors.ts';
import {deleteSigningKey, setSigningKeyActive, type SigningKey} from './data.ts';
import {standingOf} from './expiry.ts';
import classes from './signing_key_list.module.css';

const acts = ['activate', 'deactivate', 'delete'] as const;
type Act = (typeof acts)[number];

interface Asked {
  act: Act;
  key: SigningKey;
}

export function SigningKeyList({connector, keys}: {connector: SsoConnector; keys: SigningKey[]}) {
  const {t} = useTranslation(['enterprise_sso', 'common']);
  const [asked, setAsked] = useState<Asked>();
  const [isOpen, setOpen] = useState(false);
  const ask = (act: Act, key: SigningKey) => {
    setAsked({act, key});
    setOpen(true);
  };
  const confirm = async () => {
    const {act, key} = asked!;
    if (act === 'delete') await deleteSigningKey(connector.id, key.id);
    else await setSigningKeyActive(connector.id, key.id, act === 'activate');
    notifications.show({message: t('common:saved')});
  };
  return (
    <>
      <ul className={classes['list']} aria-label={t('keys.title')}>
        {keys.map((key) => (
          <li key={key.id} className={classes['key']}>
            <KeyFacts signingKey={key} />
            <KeyMenu connector={connector} signingKey={key} onAct={(act) => ask(act, key)} />
          </li>
        ))}
      </ul>
      {asked && (
        <ConfirmDialog
          opened={isOpen}
          onClose={() => setOpen(false)}
          title={t(`keys.${asked.act}_title`)}
          action={t(`keys.${asked.act}`)}
          onConfirm={confirm}
        >
          {t(`keys.${asked.act}_text`)}
        </ConfirmDialog>
      )}
    </>
  );
}

function KeyFacts({signingKey: {active, createdAt, expiresAt, fingerprints}}: {signingKey: SigningKey}) {
  const {t} = useTranslation('enterprise_sso');
  const standing = standingOf(expiresAt, Date.now());
  const print = fingerprints.sha256.formatted;
  return (
    <div style={{minWidth: 0}}>
      <Group gap="xs">
        <Badge color={active ? 'gate' : 'gray'}>{t(active ? 'keys.active' : 'keys.inactive')}</Badge>
        {standing !== 'good' && <Badge color="red">{t(`keys.${standing}`)}</Badge>}
        <Text component="span" size="xs" c="dimmed">
          {t('keys.made')} <Time at={createdAt} form="relative" /> · {t('keys.expires')} <Time at={expiresAt} />
        </Text>
      </Group>
      <Group gap={4} wrap="nowrap" mt={6} align="flex-start">
        <Code className={classes['print']!}>{print}</Code>
        <CopyButton value={print} label={t('keys.fingerprint')} />
      </Group>
    </div>
  );
}

interface MenuProps {
  connector: SsoConnector;
  signingKey: SigningKey;
  onAct: (act: Act) => void;
}

function KeyMenu({connector, signingKey, onAct}: MenuProps) {
  const {t} = useTranslation(['enterprise_sso', 'common']);
  const {certificate, active, fingerprints} = signingKey;
  const start = fingerprints.sha256.formatted.slice(0, 8);
  return (
    <RowMenu name={start}>
      <Menu.Item
        leftSection={<IconDownload size={16} />}
        onClick={() => download(certificate, `${connector.id}-${signingKey.id}.pem`, 'application/x-pem-file')}
      >
        {t('keys.download')}
      </Menu.Item>
      {active ? (
        <Menu.Item leftSection={<IconRosetteDiscountCheckOff size={16} />} onClick={() => onAct('deactivate')}>
          {t('keys.deactivate')}
        </Menu.Item>
      ) : (
        <>
          <Menu.Item leftSection={<IconRosetteDiscountCheck size={16} />} onClick={() => onAct('activate')}>
            {t('keys.activate')}
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => onAct('delete')}>
            {t('keys.delete')}
          </Menu.Item>
        </>
      )}
    </RowMenu>
  );
}
