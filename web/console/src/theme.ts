// One accent (the green of a gate's woodwork), quiet greys, 14 px.
import {createTheme, type MantineColorsTuple} from '@mantine/core';
import type {TFunction} from 'i18next';

const gate: MantineColorsTuple = [
  '#eef6f3',
  '#dceae5',
  '#b8d6cc',
  '#90c0b0',
  '#6fae9a',
  '#549c86',
  '#3f8671',
  '#2f6f5e',
  '#285f50',
  '#1c453a',
];

// Dark enough in the middle for white letters on it.
const red: MantineColorsTuple = [
  '#fdf0ef',
  '#fadedd',
  '#f3b9b7',
  '#ec918e',
  '#e66e6a',
  '#dc4f4b',
  '#d03a36',
  '#bd2c2c',
  '#a32222',
  '#7d1919',
];

const ink: MantineColorsTuple = [
  '#e6e8eb',
  '#c0c5cc',
  '#98a0aa',
  '#6f7782',
  '#3d434d',
  '#2c3139',
  '#23272e',
  '#191c21',
  '#131518',
  '#0d0f11',
];

const sans =
  'ui-sans-serif, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans CJK KR", "Noto Sans KR", sans-serif';

/** The phrases are for buttons that Mantine makes and leaves without a name. */
export const makeTheme = (t: TFunction) =>
  createTheme({
    primaryColor: 'gate',
    primaryShade: 7,
    colors: {gate, red, dark: ink},
    fontFamily: sans,
    fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
    headings: {fontFamily: sans, fontWeight: '600'},
    defaultRadius: 'md',
    fontSizes: {xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px'},
    cursorType: 'pointer',
    components: {
      Button: {defaultProps: {size: 'sm'}},
      ActionIcon: {defaultProps: {variant: 'subtle', color: 'gray'}},
      Tooltip: {defaultProps: {openDelay: 300, withArrow: false}},
      Modal: {
        defaultProps: {
          centered: true,
          overlayProps: {backgroundOpacity: 0.4},
          closeButtonProps: {'aria-label': t('close')},
        },
        styles: {title: {fontSize: 16, fontWeight: 600}},
      },
      Drawer: {defaultProps: {closeButtonProps: {'aria-label': t('close')}}},
      Menu: {defaultProps: {shadow: 'md', radius: 'md'}},
      Badge: {
        defaultProps: {variant: 'light', radius: 'sm', tt: 'none', fw: 500},
        // A narrow column or a crowded line must not cut it: what it says may be all that matters.
        styles: {root: {width: 'max-content', flexShrink: 0}},
      },
      InputWrapper: {
        defaultProps: {inputWrapperOrder: ['label', 'description', 'input', 'error']},
        styles: {label: {fontWeight: 500, marginBottom: 2}, description: {fontSize: 12, marginBottom: 4}},
      },
      Switch: {styles: {description: {fontSize: 12, marginTop: 2}}},
      TextInput: {defaultProps: {size: 'sm'}},
      Select: {defaultProps: {size: 'sm', checkIconPosition: 'right'}},
      Textarea: {defaultProps: {size: 'sm'}},
      ColorInput: {defaultProps: {eyeDropperButtonProps: {'aria-label': t('pick_color')}}},
      Notification: {defaultProps: {closeButtonProps: {'aria-label': t('close')}}},
      // A heading for screen readers alone must not stick out of a table that scrolls.
      Table: {styles: {th: {position: 'relative'}}},
      Tabs: {defaultProps: {keepMounted: false}},
    },
  });
