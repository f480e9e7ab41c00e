import { createRoot } from 'react-dom/client';
import { makeBoard } from '../board/board.ts';
import { App } from './App.tsx';
import './app.css';
import { boot, tryAgain } from './boot.ts';
import { asksOfPage } from './views.ts';

const board = makeBoard(asksOfPage);
createRoot(document.getElementById('root')!).render(<App board={board} retry={() => tryAgain(board)} />);
void boot(board);
