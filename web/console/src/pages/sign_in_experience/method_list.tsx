import {Button, Checkbox, Group, Input, Menu, SegmentedControl, Text} from '@mantine/core';
import {IconPlus, IconX} from '@tabler/icons-react';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {ActButton, OrderButtons} from './act_button.tsx';
import type {Identifier} from './data.ts';
import classes from './method_list.module.css';
import {identifiers, needsCode, registeredWith, type Choices, type Method} from './methods.ts';

interface Props {
  choices: Choices;
  /** whether codes can be sent to such an address */
  canSend: (identifier: Identifier) => boolean;
  onChange: (methods: Method[]) => void;
  error?: ReactNode;
}

/** The ways to sign in, in their order on the page. */
export function MethodList({choices, canSend, onChange, error}: Props) {
  const {t} = useTranslation('sign_in_experience');
  const {methods} = choices;
  const free = identifiers.filter((one) => !methods.some(({identifier}) => identifier === one));
  const move = (index: number, by: number) => {
    const moved = methods[index]!;
    onChange(methods.toSpliced(index, 1).toSpliced(index + by, 0, moved));
  };
  return (
    <Input.Wrapper
      label={t('sign_in.methods')}
      labelElement="div"
      error={error}
      role="group"
      aria-label={t('sign_in.methods')}
    >
      {methods.length > 0 && (
        <ol className={classes['list']} style={{marginTop: 4}}>
          {methods.map((method, index) => (
            <Row
              key={method.identifier}
              method={method}
              isKept={registeredWith(choices).includes(method.identifier)}
              isCodeKept={needsCode(choices, method.identifier)}
              canSend={canSend(method.identifier)}
              onChange={(changed) => onChange(methods.with(index, changed))}
              onRemove={() => onChange(methods.toSpliced(index, 1))}
              onUp={index > 0 ? () => move(index, -1) : undefined}
              onDown={index < methods.length - 1 ? () => move(index, 1) : undefined}
            />
          ))}
        </ol>
      )}
      {free.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="subtle" size="compact-sm" mt={6} leftSection={<IconPlus size={14} />}>
              {t('sign_in.add_method')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {free.map((identifier) => (
              <Menu.Item
                key={identifier}
                onClick={() => onChange([...methods, {identifier, password: true, code: false, isCodeFirst: false}])}
              >
                {t(`sign_in.identifier.${identifier}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Input.Wrapper>
  );
}

interface RowProps {
  method: Method;
  isKept: boolean;
  isCodeKept: boolean;
  canSend: boolean;
  onChange: (method: Method) => void;
  onRemove: () => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}

function Row({method, isKept, isCodeKept, canSend, onChange, onRemove, onUp, onDown}: RowProps) {
  const {t} = useTranslation(['sign_in_experience', 'common']);
  const {identifier, password, code, isCodeFirst} = method;
  const name = t(`sign_in.identifier.${identifier}`);
  const isAddress = identifier !== 'username';
  return (
    <li className={classes['row']}>
      <Text size="sm" fw={500} className={classes['name']!}>
        {name}
      </Text>
      <Group gap="md" className={classes['factors']!} data-whole={isAddress || undefined}>
        <Checkbox
          size="xs"
          label={t('common:password.label')}
          aria-label={t('sign_in.with', {identifier: name, factor: t('common:password.label')})}
          checked={password}
          disabled={!isAddress}
          onChange={(event) => onChange({...method, password: event.currentTarget.checked})}
        />
        {isAddress && (
          <Checkbox
            size="xs"
            label={t('sign_in.code')}
            aria-label={t('sign_in.with', {identifier: name, factor: t('sign_in.code')})}
            checked={code}
            // One that is on may be switched off, also when its connector is gone.
            disabled={(!canSend && !code) || (isCodeKept && code)}
            onChange={(event) => onChange({...method, code: event.currentTarget.checked})}
          />
        )}
        {password && code && (
          <SegmentedControl
            size="xs"
            aria-label={t('sign_in.first_of', {identifier: name})}
            value={isCodeFirst ? 'code' : 'password'}
            onChange={(value) => onChange({...method, isCodeFirst: value === 'code'})}
            data={[
              {value: 'password', label: t('sign_in.password_first')},
              {value: 'code', label: t('sign_in.code_first')},
            ]}
          />
        )}
      </Group>
      <Group gap={2} wrap="nowrap" ml="auto">
        <OrderButtons name={name} onUp={onUp} onDown={onDown} />
        <ActButton
          label={isKept ? t('sign_in.kept', {identifier: name}) : t('common:remove_what', {what: name})}
          onClick={isKept ? undefined : onRemove}
        >
          <IconX size={16} stroke={1.5} />
        </ActButton>
      </Group>
    </li>
  );
}
