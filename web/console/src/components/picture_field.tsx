// The address of a picture, or a picture from this computer, which the server keeps and names by an address.
import {ActionIcon, FileButton, TextInput, Tooltip} from '@mantine/core';
import {IconUpload} from '@tabler/icons-react';
import {useMutation} from '@tanstack/react-query';
import {useRef, type ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../api/api_error.ts';
import {api, take} from '../api/client.ts';
import {EntityAvatar} from './entity_avatar.tsx';

const types = 'image/png,image/jpeg,image/webp';
/** The server's limit for the file, in bytes. */
const maxBytes = 1024 * 1024;

async function uploadPicture(file: File): Promise<string> {
  const form = new FormData();
  form.append('file', file);
  const sent = api.POST('/api/user-assets', {body: {file: file.name}, bodySerializer: () => form});
  return (await take(sent)).url;
}

interface Props {
  label: ReactNode;
  value?: string;
  onChange: (address: string) => void;
  error?: ReactNode;
}

export function PictureField({label, value = '', onChange, error, ...more}: Props) {
  const {t} = useTranslation();
  const reset = useRef<() => void>(null);
  const upload = useMutation({
    mutationFn: (file: File) => {
      if (file.size > maxBytes) throw new Error(t('picture.too_large'));
      return uploadPicture(file);
    },
    onSuccess: onChange,
    // The same file may be chosen again.
    onSettled: () => reset.current?.(),
  });
  const button = (
    <FileButton accept={types} resetRef={reset} onChange={(file) => file && upload.mutate(file)}>
      {(props) => (
        <Tooltip label={t('picture.upload')}>
          <ActionIcon
            {...props}
            variant="subtle"
            color="gray"
            loading={upload.isPending}
            aria-label={t('picture.upload_for', {label: String(label)})}
          >
            <IconUpload size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </FileButton>
  );
  return (
    <TextInput
      {...more}
      type="url"
      label={label}
      placeholder="https://"
      value={value}
      leftSection={value ? <EntityAvatar name="" picture={value} size={22} shape="thing" /> : undefined}
      rightSection={button}
      error={upload.error ? messageOf(upload.error) : error}
      onChange={(event) => {
        upload.reset();
        onChange(event.currentTarget.value);
      }}
    />
  );
}
