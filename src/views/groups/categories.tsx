import { memo } from 'react';
import { asks } from '../../model/screen.ts';
import type { View, ViewProps } from '../view.ts';
import { Bars, type BarsOf } from './Bars.tsx';

const categories: BarsOf = {
  id: 'categories',
  dimension: 'category',
  title: 'categories.title',
  ask: asks.categories,
  rates: [{ measure: 'completionRate', note: 'bars.completion' }],
};

function Categories(props: ViewProps) {
  return <Bars {...props} of={categories} />;
}

/** Requests by category, with the completion rate of each. */
export const categoriesView: View = {
  id: 'categories',
  asks: (screen) => [asks.categories(screen)],
  Component: memo(Categories),
};
