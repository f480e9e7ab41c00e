/** What a file can be that is refused as a whole. */
export type OtherFormat =
  | 'xls'
  | 'word'
  | 'pdf'
  | 'parquet'
  | 'arrow'
  | 'sqlite'
  | 'access'
  | 'dbase'
  | 'shapefile'
  | 'mapInfo'
  | 'geodatabase'
  | 'spss'
  | 'stata'
  | 'sas'
  | 'outlook'
  | 'numbers'
  | 'lotus'
  | 'html'
  | 'xml'
  | 'geometry'
  | 'archive'
  | 'binary';

const layer =
  'save it as a GeoPackage or GeoJSON, in QGIS by Export > Save Features As, or by "ogr2ogr requests.gpkg FILE"; areas go to --zones';

/** What such a file is, and how to bring what is in it. */
export const otherFormats: Readonly<Record<OtherFormat, readonly [what: string, todo: string]>> = {
  xls: ['a file of an Office before 1997, or none of its workbooks', 'save it as .xlsx or as CSV (UTF-8)'],
  word: ['a document', 'save its table as .xlsx or as CSV (UTF-8)'],
  pdf: ['a PDF', 'ask for the data as CSV or .xlsx'],
  parquet: [
    'a Parquet file packed in a way that is not read',
    'write it with Snappy or Zstandard, or as CSV (UTF-8)',
  ],
  arrow: ['a file of Arrow, ORC or Avro', 'write it as Parquet or as CSV (UTF-8)'],
  sqlite: ['an SQLite database that is no GeoPackage', 'export its table of requests as CSV (UTF-8)'],
  access: [
    'a database of Microsoft Access',
    'export its table of requests there, by External Data > Export > Excel',
  ],
  dbase: [
    'a table of dBASE (.dbf)',
    'open it in Excel or LibreOffice and save it as .xlsx or as CSV (UTF-8)',
  ],
  shapefile: ['a Shapefile', layer],
  mapInfo: ['a layer of MapInfo', layer],
  geodatabase: ['a File Geodatabase of ArcGIS', layer],
  spss: ['a file of SPSS', 'export it there as .xlsx or as CSV (UTF-8)'],
  stata: ['a file of Stata', 'export it there by "export delimited requests.csv"'],
  sas: ['a file of SAS', 'export it there by PROC EXPORT with DBMS=XLSX or DBMS=CSV'],
  outlook: ['a mail or a folder of Outlook', 'save the table that is attached to it'],
  numbers: [
    'a document of Apple Numbers, Pages or Keynote',
    'export it there by File > Export To > Excel or CSV',
  ],
  lotus: ['a spreadsheet of Lotus 1-2-3', 'open it in LibreOffice and save it as .xlsx or as CSV (UTF-8)'],
  html: ['a web page without a table', 'download the file itself, or save the table as CSV (UTF-8)'],
  xml: ['XML that is neither Open311 requests nor KML', 'export it as CSV, .xlsx or JSON'],
  geometry: ['areas or lines', 'requests are rows or points; areas go to --zones'],
  archive: ['an archive that is neither zip nor gzip', 'unpack it first'],
  binary: ['bytes that are no text', 'export it as CSV, .xlsx or JSON'],
};
