import { createRoot } from 'react-dom/client';
import { makeBoard } from '../board/board.ts';
import { App } from './App.tsx';
import './app.css';
import { boot, tryAgain } from './boot.ts';
import { asksOf, leadership } from './perspectives.ts';

const board = makeBoard((screen) => asksOf(leadership, screen));
createRoot(document.getElementById('root')!).render(<App board={board} retry={() => tryAgain(board)} />);
void boot(board);
