/** What a window shows first is asked for while the rest of its script, most of it, is still being read. */
import './first-answers.ts';

void import('./window.tsx');
