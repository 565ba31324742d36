import {Anchor, Switch, Text} from '@mantine/core';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import {useSsoConnectors} from '../../data/sso_connectors.ts';

/** Whether users sign in with the identity provider of their company. */
export function EnterpriseSection({value, onChange}: {value: boolean; onChange: (value: boolean) => void}) {
  const {t} = useTranslation('sign_in_experience');
  const {data} = useSsoConnectors();
  return (
    <FormSection title={t('sso.title')} description={t('sso.text')}>
      <Switch
        label={t('sso.on')}
        description={t('sso.on_text')}
        checked={value}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {data && (
        <Text size="sm">
          {data.length === 0 ? t('sso.none') : t('sso.count', {count: data.length})}{' '}
          <Anchor
            component={Link}
            to={data.length === 0 ? '/enterprise-sso?new=true' : '/enterprise-sso'}
            inherit
            underline="always"
          >
            {t(data.length === 0 ? 'no_sender.add' : 'sso.open')}
          </Anchor>
        </Text>
      )}
    </FormSection>
  );
}
