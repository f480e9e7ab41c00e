import type { Field } from '../fields.ts';
import { meaningsOf } from './nameTable.ts';
import type { Meaning } from './nameWords.ts';

/** From this score on a name says surely what a column is. */
export const wellNamed = 3;

/** How well a column's folded name fits a field; 0 where it does not. */
export function nameScore(field: Field, key: string): number {
  return meaningsOf(key).get(field as Meaning) ?? 0;
}

/** How well a column's folded name fits an area of the city; 0 where it does not. */
export function areaScore(key: string): number {
  return meaningsOf(key).get('area') ?? 0;
}

/** How well a column's folded name fits what a request is about; 0 where it does not. */
export function aboutScore(key: string): number {
  return meaningsOf(key).get('about') ?? 0;
}

/** Whether a column's folded name says that it holds the coarser of two levels. */
export function isServiceName(key: string): boolean {
  return meaningsOf(key).has('service');
}

/** Whether a column's folded name says that it is nothing of a request, whatever its values look like. */
export function isOther(key: string): boolean {
  return meaningsOf(key).has('other');
}
