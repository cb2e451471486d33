/* pinned.h: values that live in AWS, written down beside the configuration: slsc.values.json.
 *
 * A JSON object from expressions, as they are after the variables in them are replaced, to values:
 * {"ssm:/shop/key": "k1", "cf(eu-west-1):network.VpcId": "vpc-1"}. A null says that AWS has no such
 * value. The compiler asks this file, and never the network. */
#ifndef SLSC_FRONT_VARIABLES_PINNED_H
#define SLSC_FRONT_VARIABLES_PINNED_H

#include "front/variables/variables.h"

#define SLSC_PINNED_FILE "slsc.values.json"
enum { SLSC_PINNED_SOURCES = 4 };

typedef struct slsc_pinned_value { /* one that was asked for */
    slsc_str key;                  /* "ssm(eu-west-1):/name" */
    slsc_str type, address;
    const slsc_node *params; /* a list */
    const slsc_node *from;   /* the first expression */
    bool pinned;
} slsc_pinned_value;

struct slsc_pinned {
    slsc_str path;   /* of the file, relative to the service */
    slsc_node *file; /* the object in it; NULL: there is no file */
    slsc_keys *seen;
    slsc_pinned_value *asked; /* in order, each key once */
    size_t count, capacity;
};

/* Reads the file, that of --values or slsc.values.json, into unit->pinned, and gives the sources
 * that answer from it. FAIL: it is there and makes no sense. */
slsc_status slsc_pinned_load(slsc_unit *unit, slsc_variable_source out[SLSC_PINNED_SOURCES]);

/* The key of an expression: "cf(us-east-1):stack.Output". */
slsc_str slsc_pinned_key(slsc_arena *arena, slsc_str type, const slsc_str *params, size_t n,
                         slsc_str address);

#endif
