import { type CSSVariablesResolver, createTheme } from '@mantine/core';
import { en } from '../strings/en.ts';

/** One calm accent; the darker shades carry white text with more than AA contrast. */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'md',
  fontFamily: '"Segoe UI", system-ui, -apple-system, "Helvetica Neue", sans-serif',
  fontSizes: { xs: '0.78rem', sm: '0.86rem', md: '0.95rem', lg: '1.1rem', xl: '1.3rem' },
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Locking the page's scrolling adds a style element that the content security policy does not allow.
    Modal: { defaultProps: { lockScroll: false, closeButtonProps: { 'aria-label': en.close } } },
  },
  colors: {
    brand: [
      '#e8f7f6',
      '#cfeeec',
      '#9edcd9',
      '#68c8c4',
      '#3eb6b1',
      '#1d8f8b',
      '#0f7377',
      '#0c5f64',
      '#094c50',
      '#06383b',
    ],
  },
});

/** Mantine's dimmed grey is too pale for small text; these pass AA on every surface we use. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#4c5661', '--mantine-color-body': '#f6f8f9' },
  dark: { '--mantine-color-dimmed': '#a9b1b8', '--mantine-color-body': '#15191c' },
});
