export { referenceData } from '../src/server/referenceData.ts';
