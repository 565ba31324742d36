import {Avatar} from '@mantine/core';

import {imageUrl} from '../../../shared/url.ts';

// The colours of initials are too pale for letters of this size.
const legible = {
  placeholder: {color: 'light-dark(color-mix(in srgb, var(--avatar-color) 60%, black), var(--avatar-color))'},
};

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
    styles={legible}
    aria-hidden
  />
);
