/* custom_resources.h: functions of our own that a stack brings along, for what CloudFormation
 * cannot do. Each is a helper: code in the package custom-resources.zip, a function, and its
 * statements in one role that all helpers share. */
#ifndef CUSTOM_RESOURCES_H
#define CUSTOM_RESOURCES_H

#include "custom_resources_data.h"
#include "slsc/sugar.h"

typedef struct custom_resources_helper {
    const char *key;        /* custom-resource-apigw-cw-role: names the function */
    const char *folder;     /* of its code in the package */
    const char *code;       /* handler.js in that folder */
    const char *statements; /* what it must be allowed, a JSON list */
} custom_resources_helper;

/* BUILD: the code. */
slsc_status custom_resources_add_code(const slsc_host *, slsc_unit *,
                                      const custom_resources_helper *, const slsc_node *from);
/* LOWER: the function, and the role if no other helper made it. */
slsc_str custom_resources_helper_id(const slsc_host *, slsc_unit *,
                                    const custom_resources_helper *);
void custom_resources_add_helper(const slsc_host *, slsc_unit *, const custom_resources_helper *,
                                 const slsc_node *from);

#endif
