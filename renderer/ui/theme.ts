import { type CSSVariablesResolver, createTheme } from '@mantine/core';

/** One calm accent, iris, on warm greys. Status colours stay out of its way. */
export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'sm',
  fontFamily: '"Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", sans-serif',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    // Locking the scrolling would add a style element that the content security policy does not allow.
    Modal: {
      defaultProps: {
        lockScroll: false,
        // The page has one banner, its own header.
        attributes: { header: { role: 'presentation' } },
        transitionProps: { duration: 120 },
      },
    },
  },
  colors: {
    dark: [
      '#eceaf0',
      '#cfcdd6',
      '#b0adb8',
      '#85828f',
      '#5a5865',
      '#4a4853',
      '#2b2a31',
      '#201f24',
      '#1a191e',
      '#131216',
    ],
    iris: [
      '#f0f0fb',
      '#e0e1f5',
      '#c2c4ea',
      '#a4a7e0',
      '#8b8ed4',
      '#7275c6',
      '#5b5db0',
      '#4a4c9c',
      '#3c3e82',
      '#2e3066',
    ],
  },
});

/** Warm greys, and a dimmed text colour that passes AA on every surface of ours. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#23211f',
    '--mantine-color-dimmed': '#5c5852',
    '--mantine-color-placeholder': '#6f6a63',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-default-border': '#cfcac2',
  },
  dark: {
    '--mantine-color-body': '#201f24',
    '--mantine-color-text': '#eceaf0',
    '--mantine-color-dimmed': '#b0adb8',
    '--mantine-color-placeholder': '#a19eaa',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-iris-light': '#33335a',
    '--mantine-color-iris-light-hover': '#3d3d6b',
    '--mantine-color-iris-light-color': '#dcddf7',
    '--mantine-color-default': '#2b2a31',
    '--mantine-color-default-hover': '#35343c',
    '--mantine-color-default-border': '#4a4853',
  },
});
