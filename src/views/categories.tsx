import { asks } from '../model/screen.ts';
import { barsView } from './bars.tsx';

/** Requests by category, with the completion rate of each. */
export const categoriesView = barsView({
  id: 'categories',
  dimension: 'category',
  title: 'categories.title',
  ask: asks.categories,
  rates: [{ measure: 'completionRate', note: 'bars.completion' }],
});
