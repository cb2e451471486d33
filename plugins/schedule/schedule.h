/* schedule.h: what the files of this plugin share. */
#ifndef SLSC_SCHEDULE_H
#define SLSC_SCHEDULE_H

#include "slsc/plugin.h"
#include "slsc/sugar.h"

/* Reports what is wrong with an event, at its place; `rates` are its rate expressions. */
slsc_status schedule_check(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                           const slsc_node *rates);
/* rate(5 minutes), or cron( and six fields ) */
int schedule_is_rate(slsc_str text);

#endif
