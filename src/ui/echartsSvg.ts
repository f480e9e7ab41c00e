import { use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

register([SVGRenderer]);

export { init } from './echarts.ts';
