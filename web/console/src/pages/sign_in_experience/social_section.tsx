import {Anchor, Button, Group, Menu, Stack, Switch, Text} from '@mantine/core';
import {IconPlus, IconX} from '@tabler/icons-react';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import {inLanguage, useConnectors, type Connector} from '../../data/connectors.ts';
import {ActButton, OrderButtons} from './act_button.tsx';
import classes from './method_list.module.css';
import {socialConnectorsOf} from './social.ts';

interface Props {
  /** in the order of the page */
  targets: string[];
  onTargets: (targets: string[]) => void;
  /** whether accounts with the same address are linked without asking */
  links: boolean;
  onLinks: (links: boolean) => void;
  /** whether new users need not have what others register with */
  skips: boolean;
  onSkips: (skips: boolean) => void;
}

/** The buttons that lead to other services. */
export function SocialSection({targets, onTargets, links, onLinks, skips, onSkips}: Props) {
  const {t} = useTranslation('sign_in_experience');
  const {data: connectors = []} = useConnectors();
  const services = socialConnectorsOf(connectors);
  if (services.length === 0) return <WithoutService />;
  return (
    <FormSection title={t('social.title')} description={t('social.text')}>
      <div role="group" aria-label={t('social.buttons')}>
        <Buttons services={services} targets={targets} onChange={onTargets} />
      </div>
      <Switch
        label={t('social.link')}
        description={t('social.link_text')}
        checked={links}
        onChange={(event) => onLinks(event.currentTarget.checked)}
      />
      <Switch
        label={t('social.skip')}
        description={t('social.skip_text')}
        checked={skips}
        onChange={(event) => onSkips(event.currentTarget.checked)}
      />
    </FormSection>
  );
}

function WithoutService() {
  const {t} = useTranslation('sign_in_experience');
  return (
    <FormSection title={t('social.title')} description={t('social.text')}>
      <Text size="sm">
        {t('social.none')}{' '}
        <Anchor component={Link} to="/connectors?add=Social" inherit underline="always">
          {t('no_sender.add')}
        </Anchor>
      </Text>
    </FormSection>
  );
}

interface ButtonsProps {
  services: Connector[];
  targets: string[];
  onChange: (targets: string[]) => void;
}

function Buttons({services, targets, onChange}: ButtonsProps) {
  const {t, i18n} = useTranslation('sign_in_experience');
  const chosen = targets.flatMap((target) => services.find((one) => one.target === target) ?? []);
  const free = services.filter(({target}) => !targets.includes(target));
  // Targets without a connector go with the first change, as they do on the server.
  const order = chosen.map(({target}) => target);
  const move = (index: number, by: number) =>
    onChange(order.toSpliced(index, 1).toSpliced(index + by, 0, order[index]!));
  return (
    <Stack gap={6} align="flex-start">
      {chosen.length === 0 && <Text size="sm">{t('social.no_buttons')}</Text>}
      {chosen.length > 0 && (
        <ol className={classes['list']} style={{width: '100%'}}>
          {chosen.map((service, index) => (
            <Row
              key={service.target}
              service={service}
              onUp={index > 0 ? () => move(index, -1) : undefined}
              onDown={index < chosen.length - 1 ? () => move(index, 1) : undefined}
              onRemove={() => onChange(order.toSpliced(index, 1))}
            />
          ))}
        </ol>
      )}
      {free.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />}>
              {t('social.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {free.map((service) => (
              <Menu.Item
                key={service.target}
                leftSection={<Logo service={service} />}
                onClick={() => onChange([...order, service.target])}
              >
                {inLanguage(service.name, i18n.language)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Stack>
  );
}

interface RowProps {
  service: Connector;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  onRemove: () => void;
}

function Row({service, onUp, onDown, onRemove}: RowProps) {
  const {t, i18n} = useTranslation(['sign_in_experience', 'common']);
  const name = inLanguage(service.name, i18n.language);
  return (
    <li className={classes['row']} style={{flexWrap: 'nowrap'}}>
      <Logo service={service} />
      <Text size="sm" fw={500} flex={1} miw={0} style={{overflowWrap: 'anywhere'}}>
        {name}
      </Text>
      <Group gap={2} wrap="nowrap">
        <OrderButtons name={name} onUp={onUp} onDown={onDown} />
        <ActButton label={t('common:remove_what', {what: name})} onClick={onRemove}>
          <IconX size={16} stroke={1.5} />
        </ActButton>
      </Group>
    </li>
  );
}

const Logo = ({service}: {service: Connector}) => (
  <img src={service.logo} alt="" width={20} height={20} style={{flex: 'none', borderRadius: 4}} />
);
