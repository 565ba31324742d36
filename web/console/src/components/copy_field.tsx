import {TextInput} from '@mantine/core';

import {CopyButton} from './copy_button.tsx';

/** Something to be taken elsewhere, as it is. */
export const CopyField = ({label, value, description}: {label: string; value: string; description?: string}) => (
  <TextInput
    label={label}
    description={description}
    value={value}
    readOnly
    styles={{input: {fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5}}}
    rightSection={<CopyButton value={value} label={label} />}
    onFocus={(event) => event.currentTarget.select()}
  />
);
