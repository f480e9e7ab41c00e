import type { ZonesProblem } from '../../intake/layer/zonesFileError.ts';
import { type ImportText, isolated, quoted } from './importText.ts';
import { jsonWords, misfitWords } from './misfitWords.ts';
import { namesOf, type Words } from './words.ts';

/** Why a zones file cannot be used. */
export function zonesWords(text: ImportText, problem: ZonesProblem): Words {
  const { t, formats } = text;
  const q = (name: string) => quoted(text, name);
  const other = t('badZones.formats.do');
  const again = t('badZones.again.do');
  switch (problem.code) {
    case 'empty':
      return { found: t('badZones.empty'), advice: again };
    case 'shapefilePart':
      return { found: t('badZones.shapefilePart'), advice: t('badZones.shapefilePart.do') };
    case 'geoPackage':
    case 'noLayer':
      return { found: t(`badZones.${problem.code}`), advice: other };
    case 'notJson':
      return { found: jsonWords(text, problem), advice: again };
    case 'otherJson':
      return {
        found:
          problem.type === null
            ? t('badZones.noType')
            : t('badZones.otherJson', { type: isolated(problem.type) }),
        advice: other,
      };
    case 'noFeatures':
    case 'noObjects':
      return { found: t(`badZones.${problem.code}`), advice: again };
    case 'badObject':
      return {
        found: t('badZones.badObject', { object: q(problem.object) }),
        advice: again,
        detail: problem.detail,
      };
    case 'notXml':
      return { found: t('badZones.notXml'), advice: again, detail: problem.detail };
    case 'otherXml':
      return {
        found:
          problem.root === ''
            ? t('badZones.noXml')
            : t('badZones.otherXml', { root: isolated(`<${problem.root}>`) }),
        advice: other,
      };
    case 'badZip':
      return { found: t('badZones.badZip'), advice: again, detail: problem.detail };
    case 'largeZip':
      return { found: t('badZones.largeZip', { most: formats.bytes(problem.most) }), advice: again };
    case 'noLayerInZip':
      return inZip(text, problem);
    case 'severalLayers':
      return {
        found: t('badZones.severalLayers', {
          count: problem.names.length,
          names: namesOf(text, problem.names),
        }),
        advice: t('badZones.severalLayers.do'),
      };
    case 'noDbf':
      return { found: t('badZones.noDbf'), advice: t('badZones.shapefilePart.do') };
    case 'badPart':
      return {
        found: t('badZones.badPart', { part: q(`.${problem.part}`) }),
        advice: again,
        detail: problem.detail,
      };
    case 'unequal':
      return {
        found: t('badZones.unequal', { shapes: problem.shapes, rows: problem.rows }),
        advice: again,
      };
    case 'noPolygons': {
      const { features, types, empty } = problem;
      const found = types.map(([type, count]) => t('badZones.ofType', { type: isolated(type), count }));
      if (empty > 0) found.push(t('badZones.emptyShapes', { count: empty }));
      return {
        found: t('badZones.noPolygons', { count: features, found: formats.list(found) }),
        advice: t('badZones.noPolygons.do'),
      };
    }
    case 'badFeature':
      return { found: t('badZones.badFeature', { feature: problem.feature }), advice: again };
    case 'badCoordinate':
      return {
        found: t('badZones.badCoordinate', { feature: problem.feature, got: isolated(problem.got) }),
        advice: again,
      };
    case 'notDegrees':
      return {
        found: t(`badZones.notDegrees.${problem.like}`, { point: isolated(`${problem.x}, ${problem.y}`) }),
        advice: t('badZones.notDegrees.do'),
      };
    case 'badSystem':
      return {
        found: t(`badZones.badSystem.${problem.why}`, { system: q(problem.system) }),
        advice: t('badZones.badSystem.do'),
      };
    case 'noAttribute':
      return {
        found: t('badZones.noAttribute', { attribute: q(problem.attribute) }),
        advice:
          problem.attributes.length === 0
            ? t('badZones.noAttributes.do')
            : t('badZones.noAttribute.do', { attributes: namesOf(text, problem.attributes) }),
      };
    case 'noZones':
      return {
        found: t('badZones.noZones'),
        advice: t('badZones.noZones.do', {
          example: isolated('{"zones": [{"id": …, "en": …, "ar": …}, …]}'),
        }),
      };
    case 'nameless':
      return {
        found: t('badZones.nameless', { zone: problem.zone }),
        advice: t('badZones.nameless.do', { keys: namesOf(text, ['id', 'en', 'ar']) }),
      };
    case 'twice':
      return {
        found: t('badZones.twice', { zone: problem.zone, id: q(problem.id) }),
        advice: t('badZones.twice.do'),
      };
    case 'misfit':
      return { found: misfitWords(text, problem), advice: t('badZones.misfit.do') };
  }
}

function inZip(text: ImportText, { names, hint }: ZonesProblem & { code: 'noLayerInZip' }): Words {
  const { t } = text;
  const inside = { names: namesOf(text, names) };
  if (names.length === 0) return { found: t('badZones.emptyZip'), advice: t('badZones.noLayerInZip.do') };
  switch (hint) {
    case 'geodatabase':
      return { found: t('badZones.geodatabase', inside), advice: t('badZones.geodatabase.do') };
    case 'noShp':
      return { found: t('badZones.noShp', inside), advice: t('badZones.shapefilePart.do') };
    case null:
      return { found: t('badZones.noLayerInZip', inside), advice: t('badZones.noLayerInZip.do') };
  }
}
