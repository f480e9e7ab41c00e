export type AreaDimension = 'sector' | 'district' | 'zone' | 'place';

/** A sector, district, zone or place. */
export interface Area {
  readonly dimension: AreaDimension;
  readonly id: string;
}

export const areaDimensions: readonly AreaDimension[] = ['sector', 'district', 'zone', 'place'];
