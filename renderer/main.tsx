// Connects first: the way to the companion comes about while everything else is still being read.
import './contract-client.ts';
import './ui/mantine.ts';
import './ui/colors.css';
import './ui/base.css';
import './ui/dialog.css';
import './ui/warned.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
