import { createRoot } from 'react-dom/client';
import { bringMessages } from '../../i18n/catalogue.ts';
import '../../ui/styles.css';
import { preferences } from '../preferences.ts';
import { AdminPage } from './AdminPage.tsx';

const root = createRoot(document.getElementById('root')!);
void bringMessages(preferences.getState().language).then(() => root.render(<AdminPage />));
