import {Button, Group, Text} from '@mantine/core';
import {IconPlus} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import type {Connector} from '../../data/connectors.ts';
import {ButtonMark} from './button_mark.tsx';
import {ConnectorCard} from './connector_card.tsx';

/** The services that people can sign in with: any number of them. */
export function SocialSection({connectors, onAdd}: {connectors: Connector[]; onAdd: () => void}) {
  const {t} = useTranslation('connectors');
  const social = connectors.filter(({type}) => type === 'Social');
  return (
    <FormSection title={t('type.Social.title')} description={t('type.Social.text')}>
      {social.length === 0 && (
        <Text size="sm" fw={500}>
          {t('type.Social.none')}
        </Text>
      )}
      {social.map((one) => (
        <ConnectorCard
          key={one.id}
          of={one}
          to={`/connectors/details/${one.id}`}
          marks={<ButtonMark target={one.target} />}
        />
      ))}
      <Group>
        <Button leftSection={<IconPlus size={16} />} variant={social.length ? 'default' : 'filled'} onClick={onAdd}>
          {t('type.Social.add')}
        </Button>
      </Group>
    </FormSection>
  );
}
