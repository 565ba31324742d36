import {Avatar} from '@mantine/core';

import {imageUrl} from '../../../shared/url.ts';

/** A person or a thing: its picture, or its initials in a colour that stays the same. */
export const EntityAvatar = ({
  name,
  picture,
  size = 32,
  shape = 'person',
}: {
  name: string;
  picture?: string | null | undefined;
  size?: number;
  shape?: 'person' | 'thing';
}) => (
  <Avatar
    size={size}
    radius={shape === 'person' ? 'xl' : 'md'}
    src={imageUrl(picture) ?? null}
    alt=""
    name={name}
    color="initials"
    aria-hidden
  />
);
