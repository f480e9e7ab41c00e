import calendar from '../../../data/calendar.json';
import categories from '../../../data/categories.json';
import channels from '../../../data/channels.json';
import customerKinds from '../../../data/customerKinds.json';
import entities from '../../../data/entities.json';
import geometry from '../../../data/geometry.json';
import goals from '../../../data/goals.json';
import languages from '../../../data/languages.json';
import priorities from '../../../data/priorities.json';
import services from '../../../data/services.json';
import stages from '../../../data/stages.json';
import targets from '../../../data/targets.json';
import zones from '../../../data/zones.json';
import type { ReferenceFiles } from '../../intake/reference.ts';

/** The reference files of data/, as they were when the page was built. */
export const referenceFiles: ReferenceFiles = {
  zones,
  geometry,
  categories,
  channels,
  services,
  entities,
  stages,
  priorities,
  languages,
  customerKinds,
  calendar,
  targets,
  goals,
};
