import {CloseButton, TextInput} from '@mantine/core';
import {useDebouncedCallback} from '@mantine/hooks';
import {IconSearch} from '@tabler/icons-react';
import {useEffect, useState} from 'react';
import {useTranslation} from 'react-i18next';

interface Props {
  value: string;
  placeholder: string;
  onChange: (value: string) => void;
}

/** Tells what is typed once the typing rests. */
export function SearchField({value, placeholder, onChange}: Props) {
  const {t} = useTranslation();
  const [typed, setTyped] = useState(value);
  const tell = useDebouncedCallback(onChange, 250);
  // Back and "clear filters" change it from outside.
  useEffect(() => setTyped(value), [value]);
  const type = (text: string) => {
    setTyped(text);
    tell(text);
  };
  return (
    <TextInput
      type="search"
      value={typed}
      placeholder={placeholder}
      aria-label={placeholder}
      leftSection={<IconSearch size={16} stroke={1.5} />}
      rightSection={typed && <CloseButton size="sm" aria-label={t('clear')} onClick={() => type('')} />}
      onChange={(event) => type(event.currentTarget.value)}
      flex="0 1 320px"
      miw={180}
    />
  );
}
