/* script.h: files of the service that are programs, run by node. */
#ifndef SLSC_FRONT_SCRIPT_H
#define SLSC_FRONT_SCRIPT_H

#include "tree/node.h"

typedef enum slsc_script_end {
    SLSC_SCRIPT_VALUE,
    SLSC_SCRIPT_NONE,     /* it exports nothing, or nothing at the address */
    SLSC_SCRIPT_UNWANTED, /* it cannot be run here: no node, an old one, or --hermetic */
    SLSC_SCRIPT_FAILED
} slsc_script_end;

typedef struct slsc_script {
    slsc_str path;    /* relative to the service */
    bool functions;   /* call what is a function: for variables, not for configurations */
    slsc_str address; /* a dotted path within what it exports */
    slsc_str stage;   /* as far as it is known */
    slsc_node *value; /* placed at the begin of the file */
    bool whole;       /* the address was not followed */
    slsc_str why;     /* UNWANTED, FAILED: the reason, for a message */
} slsc_script;

slsc_script_end slsc_script_run(slsc_unit *unit, slsc_script *script);

#endif
