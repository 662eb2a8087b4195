import './app/nonce.ts';
import './app/base.css';
import './app/shell.css';
import './app/page.css';
import { createRoot } from 'react-dom/client';
import { DeskApp } from './app/desk-app.tsx';

createRoot(document.getElementById('root')!).render(<DeskApp />);
