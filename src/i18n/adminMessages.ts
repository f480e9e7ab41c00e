import { fieldMessages } from './messages/admin/fields.ts';
import { jobMessages } from './messages/admin/jobs.ts';
import { noticeMessages } from './messages/admin/notices.ts';
import { problemMessages } from './messages/admin/problems.ts';
import { referenceMessages } from './messages/admin/reference.ts';
import { sourceMessages } from './messages/admin/sources.ts';
import { windowMessages } from './messages/admin/window.ts';
import { worklistMessages } from './messages/admin/worklist.ts';

/** The messages of the administrator’s page, which come with it. */
export const adminMessages = {
  ...windowMessages,
  ...sourceMessages,
  ...jobMessages,
  ...noticeMessages,
  ...problemMessages,
  ...worklistMessages,
  ...fieldMessages,
  ...referenceMessages,
};
