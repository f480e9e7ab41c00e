import { createRoot } from 'react-dom/client';
import { makeBoard } from '../board/board.ts';
import { bringMessages } from '../i18n/catalogue.ts';
import { App } from './App.tsx';
import './app.css';
import { boot, tryAgain } from './boot.ts';
import { asksOf, leadership } from './perspectives.ts';
import { preferences } from './preferences.ts';
import { bringViews } from './savedViews/savedViews.ts';

const board = makeBoard((screen) => asksOf(leadership, screen));
const root = createRoot(document.getElementById('root')!);
void bringMessages(preferences.getState().language).then(() =>
  root.render(<App board={board} retry={() => tryAgain(board)} />),
);
void boot(board);
void bringViews();
