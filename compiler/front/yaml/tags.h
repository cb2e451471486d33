/* tags.h: what a tag makes of the value behind it. */
#ifndef SLSC_FRONT_YAML_TAGS_H
#define SLSC_FRONT_YAML_TAGS_H

#include "tree/node.h"

typedef enum slsc_yaml_tag_kind {
    SLSC_TAG_NONE,
    SLSC_TAG_RAW, /* `!`: a scalar is text, whatever it looks like */
    SLSC_TAG_STR,
    SLSC_TAG_INT,
    SLSC_TAG_FLOAT,
    SLSC_TAG_BOOL,
    SLSC_TAG_NULL,
    SLSC_TAG_SEQ,
    SLSC_TAG_MAP,
    SLSC_TAG_BINARY,
    SLSC_TAG_OMAP,
    SLSC_TAG_PAIRS,
    SLSC_TAG_SET,
    SLSC_TAG_TIMESTAMP,
    SLSC_TAG_FUNCTION /* a short form of CloudFormation: `!Sub x` is {"Fn::Sub": x} */
} slsc_yaml_tag_kind;

typedef struct slsc_yaml_tag {
    slsc_yaml_tag_kind kind;
    const char *function; /* "Fn::Sub" */
} slsc_yaml_tag;

/* `name` as libyaml gives it: "!Ref", "tag:yaml.org,2002:str"; empty: no tag. False: unknown. */
bool slsc_yaml_tag_find(slsc_str name, slsc_yaml_tag *out);
/* The name as people write it: "!!str" for "tag:yaml.org,2002:str". */
slsc_str slsc_yaml_tag_written(slsc_arena *arena, slsc_str name);
/* What to type instead of an unknown tag. */
slsc_str slsc_yaml_tag_help(slsc_arena *arena, slsc_str name);

/* Gives a node the value of a scalar; `plain`: it stood without quotes. False: the text is no such
 * value, and `wanted` tells what one looks like. */
bool slsc_yaml_tag_scalar(slsc_unit *unit, slsc_yaml_tag tag, slsc_str text, bool plain,
                          slsc_node *node, const char **wanted);

/* Looks at a finished list or map, and changes it where its tag says so (`!!pairs`). False as
 * above. */
bool slsc_yaml_tag_collection(slsc_unit *unit, slsc_yaml_tag tag, slsc_node *node,
                              const char **wanted);

#endif
