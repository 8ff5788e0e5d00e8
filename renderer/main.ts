/** What a window shows first is asked for while the rest of its script, most of it, is still being read. */
import './first-answers.ts';
import { t } from './strings/texts.ts';

/** Without the window's script there is nothing to draw with; what is drawn here says so all the same. */
function sayNotLoaded(): void {
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  // Where the styles of the window look for it.
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
  const again = element('button', '', t.tryAgain);
  again.addEventListener('click', () => location.reload());
  const words = element('div', 'grow', element('strong', '', t.failedTitle), element('p', '', t.notLoaded));
  const failure = element('div', 'failure', words, again);
  failure.setAttribute('role', 'alert');
  const page = element('main', 'page', element('section', 'surface', failure));
  document.getElementById('root')?.replaceChildren(page);
}

function element(tag: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

import('./window.tsx').catch(sayNotLoaded);
