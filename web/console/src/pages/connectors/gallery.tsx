import {Alert, Badge, Modal, SimpleGrid, Skeleton, Stack} from '@mantine/core';
import {IconArrowsExchange} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {QueryError} from '../../components/query_error.tsx';
import {useLastShown} from '../../components/use_last_shown.ts';
import {inLanguage, useConnectors, type ConnectorType} from '../../data/connectors.ts';
import {ConnectorCard} from './connector_card.tsx';
import {useCurrent, useFactories} from './data.ts';

/**
 * The kinds of connectors of a type; `type` is undefined while it is closed. Those for native apps are left out: the
 * sign-in pages have no button for them.
 */
export function Gallery({type, onClose}: {type: ConnectorType | undefined; onClose: () => void}) {
  const {t} = useTranslation('connectors');
  const shown = useLastShown(type !== undefined, type);
  return (
    <Modal
      opened={type !== undefined}
      onClose={onClose}
      size="xl"
      title={shown && t(`type.${shown}.add`)}
    >
      {shown && <Kinds type={shown} />}
    </Modal>
  );
}

function Kinds({type}: {type: ConnectorType}) {
  const {t, i18n} = useTranslation('connectors');
  const {data: factories, error, refetch} = useFactories();
  const current = useCurrent(type);
  const {data: connectors} = useConnectors();
  if (error && !factories) return <QueryError error={error} retry={() => void refetch()} />;
  return (
    <Stack gap="md">
      {current && (
        <Alert color="yellow" icon={<IconArrowsExchange size={18} />}>
          {t('replace.text', {name: inLanguage(current.name, i18n.language)})}
        </Alert>
      )}
      <SimpleGrid cols={{base: 1, sm: 2}} spacing="sm">
        {!factories && Array.from({length: 6}, (_, index) => <Skeleton key={index} height={84} radius="md" />)}
        {factories
          ?.filter((factory) => factory.type === type && !factory.isDemo && factory.platform !== 'Native')
          .sort((one, other) =>
            inLanguage(one.name, i18n.language).localeCompare(inLanguage(other.name, i18n.language), i18n.language),
          )
          .map((factory) => {
            const only = factory.type === 'Social' && !factory.isStandard;
            const added = only && connectors?.find(({connectorId}) => connectorId === factory.id);
            return (
              <ConnectorCard
                key={factory.id}
                of={factory}
                to={added ? `/connectors/details/${added.id}` : `/connectors/set-up/${factory.id}`}
                marks={added && <Badge color="gray">{t('social.added')}</Badge>}
              />
            );
          })}
      </SimpleGrid>
    </Stack>
  );
}
