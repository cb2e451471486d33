/* build_frames.h: what build.c and map.c share. */
#ifndef SLSC_FRONT_YAML_BUILD_FRAMES_H
#define SLSC_FRONT_YAML_BUILD_FRAMES_H

#include "front/yaml/build.h"

typedef struct slsc_yaml_item { /* a finished node on its way into its frame */
    slsc_node *node;
    slsc_place place; /* in the source; that of an alias, not of what it repeats */
    uint32_t end, height;
} slsc_yaml_item;

typedef struct slsc_yaml_frame { /* a list or map that is still open */
    slsc_node *node;
    slsc_yaml_tag tag;
    slsc_place tag_place;
    slsc_str anchor_name;
    size_t anchor;     /* its number; 0: none */
    size_t first_node; /* count of nodes before it */
    uint32_t outer, start, end;
    uint32_t nesting, height; /* levels above and including it; levels below and including it */
    /* of a map: */
    const slsc_key *key; /* the value of which is awaited; NULL: a key is */
    slsc_place key_place;
    bool merging;      /* that key is `<<` */
    slsc_node *merged; /* keys that came by `<<`, true while they may be written again; or NULL */
} slsc_yaml_frame;

typedef struct slsc_yaml_anchor {
    slsc_node *node; /* NULL: still open */
    slsc_place place;
    size_t nodes;
    uint32_t height;
} slsc_yaml_anchor;

typedef struct slsc_yaml_noted {
    slsc_report report;
    struct slsc_yaml_noted *next;
} slsc_yaml_noted;

struct slsc_yaml_builder {
    slsc_unit *unit;
    uint32_t file;
    slsc_yaml_frame *frames;
    size_t depth, frame_capacity;
    slsc_node *root;
    slsc_node *names; /* name of an anchor -> its number */
    slsc_yaml_anchor *anchors;
    size_t anchor_count, anchor_capacity;
    size_t copied, merged; /* nodes by aliases, keys by merges */
    slsc_yaml_noted *notes, **notes_end;
    bool failed;  /* one of them is an error */
    bool stopped; /* for a reason that is reported already */
};

slsc_yaml_frame *slsc_yaml_top(slsc_yaml_builder *builder);
slsc_place slsc_yaml_place(const slsc_yaml_builder *builder, uint32_t start, uint32_t end);
void slsc_yaml_fault_at(slsc_yaml_builder *builder, const char *code, slsc_place place,
                        slsc_str message, slsc_str help);

/* map.c */
bool slsc_yaml_map_wants_key(const slsc_yaml_frame *frame); /* `frame` may be NULL */
bool slsc_yaml_map_merges(slsc_yaml_builder *builder);      /* the next value is that of a `<<` */
/* A scalar without properties, as a key. */
slsc_status slsc_yaml_map_key(slsc_yaml_builder *builder, slsc_yaml_frame *frame,
                              const slsc_yaml_event *event, slsc_place place);
/* A node as the next key or value. */
slsc_status slsc_yaml_map_take(slsc_yaml_builder *builder, slsc_yaml_frame *frame,
                               const slsc_yaml_item *item);

#endif
