import {Alert, Button, Collapse, Stack} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconChevronDown, IconChevronRight, IconShieldOff} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {isShown, skipsVerificationIn, splitItems, type FormItem} from './config_form.ts';
import {ConfigField} from './config_field.tsx';
import type {ConfigForm} from './use_config_form.ts';

/** The fields of a connector; those for special cases are folded away unless one of them is wrong. */
export function ConfigFields({items, form}: {items: FormItem[]; form: ConfigForm}) {
  const {t} = useTranslation('connectors');
  const [isOpen, {toggle}] = useDisclosure(false);
  const shown = items.filter((item) => isShown(item, form.values));
  const [main, further] = splitItems(shown);
  const isFolded = main.length > 0 && !isOpen && !further.some(({key}) => form.errors[key]);
  const Chevron = isFolded ? IconChevronRight : IconChevronDown;
  const fields = (list: FormItem[]) => list.map((item) => <ConfigField key={item.key} item={item} form={form} />);
  return (
    <>
      {skipsVerificationIn(form.values) && <Unverified />}
      {fields(main)}
      {further.length > 0 && main.length > 0 && (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-expanded={!isFolded}
            leftSection={<Chevron size={16} />}
            onClick={toggle}
          >
            {t('further')}
          </Button>
        </div>
      )}
      {further.length > 0 && (
        <Collapse expanded={!isFolded}>
          <Stack gap="md">{fields(further)}</Stack>
        </Collapse>
      )}
    </>
  );
}

/** The mail server's certificate is not looked at. */
export function Unverified() {
  const {t} = useTranslation('connectors');
  return (
    <Alert color="red" icon={<IconShieldOff size={18} />} title={t('unverified.title')}>
      {t('unverified.text')}
    </Alert>
  );
}
