/* build.h: from the events of a YAML document to its tree. */
#ifndef SLSC_FRONT_YAML_BUILD_H
#define SLSC_FRONT_YAML_BUILD_H

#include "front/yaml/tags.h"

/* A node of the document as it was written; libyaml's types stay behind their door. */
typedef struct slsc_yaml_event {
    slsc_str text;         /* value of a scalar; valid during the call */
    slsc_str tag;          /* empty: none */
    slsc_str anchor;       /* empty: none; the name of an alias */
    bool plain, flow;      /* a scalar without quotes; a list or map in brackets */
    uint32_t outer, start; /* bytes of the source: from its tag or anchor on, and behind them */
    uint32_t end;
    uint32_t tag_at, tag_length;
} slsc_yaml_event;

typedef struct slsc_yaml_builder slsc_yaml_builder;

slsc_yaml_builder *slsc_yaml_builder_new(slsc_unit *unit, uint32_t file);

/* Each returns SLSC_FAIL when it makes no sense to go on; other faults are noted. */
slsc_status slsc_yaml_scalar_event(slsc_yaml_builder *builder, const slsc_yaml_event *event);
slsc_status slsc_yaml_alias_event(slsc_yaml_builder *builder, const slsc_yaml_event *event);
slsc_status slsc_yaml_open_event(slsc_yaml_builder *builder, const slsc_yaml_event *event,
                                 slsc_kind kind);
/* `end`: behind the bracket; 0 in block style, which ends with the last value. */
slsc_status slsc_yaml_close_event(slsc_yaml_builder *builder, uint32_t end);

/* Where the innermost open list or map begins; false: none is open. */
bool slsc_yaml_builder_parent(const slsc_yaml_builder *builder, uint32_t *start);

/* Notes a fault; `builder` reports them at the end, in case that the text is read again. */
void slsc_yaml_note(slsc_yaml_builder *builder, const slsc_report *report);

/* Reports what was noted. The root, or NULL where there was a fault. */
slsc_node *slsc_yaml_builder_end(slsc_yaml_builder *builder);

#endif
