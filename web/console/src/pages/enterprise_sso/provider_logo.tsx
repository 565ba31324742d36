import {useMantineColorScheme} from '@mantine/core';

interface Props {
  of: {logo: string; logoDark: string};
  size?: number;
}

/** Drawn by the server, as a data address. */
export function ProviderLogo({of: {logo, logoDark}, size = 36}: Props) {
  const {colorScheme} = useMantineColorScheme();
  const isDark =
    colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  return (
    <img
      src={(isDark && logoDark) || logo}
      alt=""
      width={size}
      height={size}
      style={{flex: 'none', borderRadius: size / 4.5}}
    />
  );
}
