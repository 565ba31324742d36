import {Anchor, Badge, Button, Group, Skeleton, Stack, Text} from '@mantine/core';
import {IconArrowsExchange, IconPlus} from '@tabler/icons-react';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import {useListState} from '../../components/list_state.ts';
import {QueryError} from '../../components/query_error.tsx';
import {useConnectors, useMailbox, type Connector, type MessageType} from '../../data/connectors.ts';
import {skipsVerification} from './config_form.ts';
import {ConnectorCard} from './connector_card.tsx';
import {messageTypes} from './data.ts';
import {Gallery} from './gallery.tsx';
import {SocialSection} from './social_section.tsx';

/** What sends e-mail and what sends text messages, one of each at most, and the services that people sign in with. */
export function ConnectorsTab() {
  const {t} = useTranslation('connectors');
  const {data: connectors, error, refetch} = useConnectors();
  const state = useListState();
  const asked = ([...messageTypes, 'Social'] as const).find((type) => type === state.filter('add'));
  if (error && !connectors) return <QueryError error={error} retry={() => void refetch()} />;
  return (
    <Stack gap="md">
      {messageTypes.map((type) => (
        <FormSection key={type} title={t(`type.${type}.title`)} description={t(`type.${type}.text`)}>
          {connectors ? (
            <Slot
              type={type}
              connector={connectors.find((one) => one.type === type)}
              onAdd={() => state.change({add: type})}
            />
          ) : (
            <Skeleton height={64} radius="md" />
          )}
        </FormSection>
      ))}
      {connectors && <SocialSection connectors={connectors} onAdd={() => state.change({add: 'Social'})} />}
      <Gallery type={asked} onClose={() => state.change({add: undefined})} />
    </Stack>
  );
}

interface SlotProps {
  type: MessageType;
  connector: Connector | undefined;
  onAdd: () => void;
}

function Slot({type, connector, onAdd}: SlotProps) {
  const {t} = useTranslation('connectors');
  if (connector) {
    return (
      <>
        <ConnectorCard
          of={connector}
          to={`/connectors/details/${connector.id}`}
          marks={
            skipsVerification(connector.config) ? (
              <Badge color="red">{t('unverified.mark')}</Badge>
            ) : (
              <Badge color="gate">{t('in_use')}</Badge>
            )
          }
        />
        <div>
          <Button variant="default" leftSection={<IconArrowsExchange size={16} stroke={1.5} />} onClick={onAdd}>
            {t('replace.open')}
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <WithoutConnector type={type} />
      <Group>
        <Button leftSection={<IconPlus size={16} />} onClick={onAdd}>
          {t(`type.${type}.add`)}
        </Button>
      </Group>
    </>
  );
}

/** What becomes of messages meanwhile. */
function WithoutConnector({type}: {type: MessageType}) {
  const {t} = useTranslation(['connectors', 'common']);
  const {data: mailbox} = useMailbox();
  if (!mailbox) return <Skeleton height={40} />;
  return (
    <div>
      <Text size="sm" fw={500}>
        {t(`type.${type}.none`)}
      </Text>
      <Text size="sm" c="dimmed" mt={2}>
        {t(mailbox.isEnabled ? 'none.mailbox' : 'none.nothing')}{' '}
        {mailbox.isEnabled && (
          <Anchor component={Link} to="/messages" inherit underline="always">
            {t('none.open')}
          </Anchor>
        )}
      </Text>
    </div>
  );
}
