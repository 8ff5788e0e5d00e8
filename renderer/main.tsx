// Connects first: the way to the companion comes about while everything else is still being read.
import './contract-client.ts';
import './ui/mantine.ts';
import './ui/colors.css';
import './ui/base.css';
import './ui/dialog.css';
import './ui/warned.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, firstAnswers } from './app.tsx';
import { languageFor, speak } from './strings/texts.ts';

/** So long (ms) the window waits at most before it is drawn for the first time. */
const HEAD_START_MS = 100;

/** Drawing takes longer than the first answers do: who draws first what stands in for them shows them later. */
async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  const isReady = Promise.all([firstAnswers, speak(languageFor('system', navigator.languages))]);
  await Promise.race([isReady, new Promise((resolve) => setTimeout(resolve, HEAD_START_MS))]);
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

void start();
