import { createRoot } from 'react-dom/client';
import '../../ui/styles.css';
import { AdminPage } from './AdminPage.tsx';

createRoot(document.getElementById('root')!).render(<AdminPage />);
