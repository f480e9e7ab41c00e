import type { NameWords } from './nameWords.ts';

/** Chinese, in simplified characters; the known layouts of hotlines. */
export const eastAsian: NameWords = {
  sets: { thing: '工单|诉求|案件|投诉|受理|事件|请求', moment: '时间|日期' },
  names: {
    ref: { 4: '<thing>{编号|号}' },
    opened: { 4: '{受理|创建|来电|登记|提交|上报|投诉}<moment>', not: '办结, 解决, 更新, 关闭' },
    resolved: { 4: '{办结|解决|完成}<moment>', 3: '{关闭|结案}<moment>' },
    responded: { 4: '{首次回复|回复|答复|响应}<moment>' },
    updated: { 4: '{更新|修改}<moment>' },
    dueResolution: { 4: '{截止|到期}<moment>, 办理期限' },
    longitude: { 4: '经度' },
    latitude: { 4: '纬度' },
    stage: { 4: '^状态$, <thing>状态, 办理状态', not: '时间' },
    channel: { 4: '渠道, 来源渠道, 来源', not: '时间' },
    category: { 3: '诉求类型, 工单类型' },
    priority: { 4: '优先级, 紧急程度' },
    language: { 3: '语言' },
    satisfaction: { 3: '满意度, 评价' },
    entity: { 5: '承办单位, 责任单位, 办理单位', 4: '部门, 单位', 2: '^组$' },
    area: { 8: '所属区域, 区域, 街道, 社区', 6: '^{区|区县}$' },
    about: { 4: '问题分类, 问题类型, 类别, 二级分类', 3: '分类, 一级分类', not: '时间' },
    service: { 1: '一级分类' },
  },
};
