import { appMessages } from './messages/app.ts';
import { areaMessages } from './messages/areas.ts';
import { attentionMessages } from './messages/attention.ts';
import { besideMessages } from './messages/beside.ts';
import { cardMessages } from './messages/cards.ts';
import { dimensionMessages } from './messages/dimensions.ts';
import { fileMessages } from './messages/files.ts';
import { liveMessages } from './messages/live.ts';
import { mapMessages } from './messages/map.ts';
import { measureMessages } from './messages/measures.ts';
import { ratingsMessages } from './messages/ratings.ts';
import { requestMessages } from './messages/requests.ts';
import { savedViewMessages } from './messages/savedViews.ts';
import { searchMessages } from './messages/search.ts';
import { startMessages } from './messages/start.ts';
import { timeMessages } from './messages/time.ts';
import { valueMessages } from './messages/values.ts';

/** The messages of the page in every language. A subject is a file of `messages` and a line here. */
export const pageMessages = {
  ...appMessages,
  ...startMessages,
  ...liveMessages,
  ...measureMessages,
  ...valueMessages,
  ...dimensionMessages,
  ...timeMessages,
  ...cardMessages,
  ...attentionMessages,
  ...areaMessages,
  ...besideMessages,
  ...requestMessages,
  ...fileMessages,
  ...mapMessages,
  ...savedViewMessages,
  ...searchMessages,
  ...ratingsMessages,
};
