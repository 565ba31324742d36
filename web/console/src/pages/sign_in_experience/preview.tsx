import {ActionIcon, Group, SegmentedControl, Select, Tooltip, useComputedColorScheme} from '@mantine/core';
import {useDebouncedValue, useElementSize} from '@mantine/hooks';
import {IconDeviceDesktop, IconDeviceMobile, IconMoon, IconSun} from '@tabler/icons-react';
import {useEffect, useRef, useState} from 'react';
import {useTranslation} from 'react-i18next';

import {useConnectors} from '../../data/connectors.ts';
import {useSsoConnectors} from '../../data/sso_connectors.ts';
import type {CustomPhrases, Experience} from './data.ts';
import {nameOfLanguage, spokenLanguages} from './languages.ts';
import {baseOf, ownTexts, toGroups, useBuiltIn, type Texts} from './phrases.ts';
import {usePreview, type Draft} from './preview_context.ts';
import classes from './preview.module.css';
import {buttonsOf, companiesOf} from './social.ts';

const pages = ['sign-in', 'register', 'consent'] as const;
type Page = (typeof pages)[number];
type Device = keyof typeof devices;

// Points of a common phone, and of a laptop's window.
const devices = {phone: {width: 390, height: 760}, desktop: {width: 1080, height: 760}};
const margin = 20;

interface Props {
  experience: Experience;
  phrases: CustomPhrases[];
  draft: Draft;
}

/** The real pages, drawn with what is stored and what is being edited. */
export function Preview({experience, phrases, draft}: Props) {
  const {t, i18n} = useTranslation('sign_in_experience');
  const {language, setLanguage} = usePreview();
  const [page, setPage] = useState<Page>('sign-in');
  const [device, setDevice] = useState<Device>('phone');
  // At first as the console is.
  const scheme = useComputedColorScheme('light', {getInitialValueInEffect: false});
  const [isDark, setDark] = useState(scheme === 'dark');
  const version = useVersion(phrases);
  const settings = {...experience, ...draft.settings};
  const {data: connectors} = useConnectors();
  // The page knows only those that had a button when it was loaded.
  const social = connectors && {socialConnectors: buttonsOf(connectors, settings.socialSignInConnectorTargets)};
  // Likewise, and none of them where company sign-in was off.
  const {data: companies} = useSsoConnectors();
  const sso = companies && {ssoConnectors: companiesOf(companies)};
  const theme = isDark && settings.color.isDarkModeEnabled ? 'dark' : 'light';
  const languages = spokenLanguages([
    ...phrases,
    ...Object.keys(draft.texts ?? {}).map((languageTag) => ({languageTag})),
  ]);
  const texts = useChangedTexts(language, phrases, draft);
  const Device = device === 'phone' ? IconDeviceDesktop : IconDeviceMobile;
  const Theme = theme === 'dark' ? IconSun : IconMoon;
  return (
    <div className={classes['panel']}>
      <Group gap="xs" justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label={t('preview.page')}
          styles={{label: {paddingInline: 12}}}
          value={page}
          onChange={(value) => setPage(value as Page)}
          data={pages.map((value) => ({value, label: t(`preview.pages.${value}`)}))}
        />
        <Group gap={2} wrap="nowrap">
          <Select
            size="xs"
            w={120}
            aria-label={t('preview.language')}
            value={languages.includes(language) ? language : 'en'}
            data={languages.map((value) => ({value, label: nameOfLanguage(value, i18n.language)}))}
            allowDeselect={false}
            onChange={(value) => value && setLanguage(value)}
          />
          <Tooltip label={t(device === 'phone' ? 'preview.desktop' : 'preview.phone')}>
            <ActionIcon
              size={30}
              aria-label={t(device === 'phone' ? 'preview.desktop' : 'preview.phone')}
              onClick={() => setDevice(device === 'phone' ? 'desktop' : 'phone')}
            >
              <Device size={18} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
          {settings.color.isDarkModeEnabled && (
            <Tooltip label={t(theme === 'dark' ? 'preview.light' : 'preview.dark')}>
              <ActionIcon
                size={30}
                aria-label={t(theme === 'dark' ? 'preview.light' : 'preview.dark')}
                onClick={() => setDark(!isDark)}
              >
                <Theme size={18} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
      </Group>
      <Frame
        key={`${page} ${language} ${theme} ${version}`}
        page={page}
        language={language}
        theme={theme}
        device={device}
        message={{settings: {...settings, ...social, ...sso}, phrases: texts}}
      />
    </div>
  );
}

/** Grows with each other value: what was loaded with the one before has to be loaded again. */
function useVersion(value: unknown): number {
  const [seen, setSeen] = useState({value, version: 0});
  if (seen.value !== value) setSeen({value, version: seen.version + 1});
  return seen.version;
}

/** The texts that differ from those which the framed page has loaded. */
function useChangedTexts(language: string, phrases: CustomPhrases[], draft: Draft) {
  const {data: builtIn} = useBuiltIn(baseOf(language));
  const edited = draft.texts?.[language];
  if (!builtIn || !edited) return {};
  const custom = phrases.find(({languageTag}) => languageTag === language);
  const stored: Texts = custom ? ownTexts(custom, builtIn) : {};
  const names = Object.keys({...stored, ...edited}).filter((name) => stored[name] !== edited[name]);
  return toGroups(Object.fromEntries(names.map((name) => [name, edited[name] || builtIn[name]!])));
}

interface FrameProps {
  page: Page;
  language: string;
  theme: 'light' | 'dark';
  device: Device;
  message: {settings: object; phrases: object};
}

function Frame({page, language, theme, device, message}: FrameProps) {
  const {t} = useTranslation('sign_in_experience');
  const frame = useRef<HTMLIFrameElement>(null);
  const {ref, width, height} = useElementSize();
  // Not for every letter: the page is made anew each time.
  const [text] = useDebouncedValue(JSON.stringify({type: 'daemun:preview', ...message}), 120);
  useEffect(() => {
    const send = () => frame.current?.contentWindow?.postMessage(JSON.parse(text), location.origin);
    const listen = ({source, origin, data}: MessageEvent<{type?: string} | null>) => {
      const isOurs = source === frame.current?.contentWindow && origin === location.origin;
      if (isOurs && data?.type === 'daemun:preview-ready') send();
    };
    addEventListener('message', listen);
    send();
    return () => removeEventListener('message', listen);
  }, [text]);

  const size = devices[device];
  const scale = Math.min(1, (width - 2 * margin) / size.width, (height - 2 * margin) / size.height);
  return (
    <div className={classes['stage']} ref={ref}>
      {width > 0 && height > 0 && (
        <iframe
          ref={frame}
          title={t(`preview.pages.${page}`)}
          src={`/console/preview/${page}?${new URLSearchParams({lng: language, theme}).toString()}`}
          className={classes['frame']}
          data-theme={theme}
          data-device={device}
          tabIndex={-1}
          style={{
            ...size,
            left: (width - size.width * scale) / 2,
            top: (height - size.height * scale) / 2,
            transform: `scale(${scale})`,
          }}
        />
      )}
    </div>
  );
}
