/* json.h: making the nodes of a plan as JSON: what its two files share. */
#ifndef SLSC_BACK_PLAN_JSON_H
#define SLSC_BACK_PLAN_JSON_H

#include "back/plan/report.h"

typedef struct slsc_json_writer {
    const slsc_plan_report *report;
    slsc_unit *unit;
    const slsc_node *from; /* what made nodes come from */
} slsc_json_writer;

/* {"file", "line", "column"}; NULL: it was written nowhere. */
slsc_node *slsc_json_place(const slsc_json_writer *w, const slsc_node *node);
/* Adds what is counted. */
void slsc_json_summary(const slsc_json_writer *w, slsc_node *root);
/* Adds what there is beside changes. */
void slsc_json_beside(const slsc_json_writer *w, slsc_node *root);

static inline slsc_node *map(const slsc_json_writer *w)
{
    return slsc_node_new(w->unit, SLSC_MAP, w->from);
}
static inline slsc_node *list(const slsc_json_writer *w)
{
    return slsc_node_new(w->unit, SLSC_LIST, w->from);
}

static inline void set(const slsc_json_writer *w, slsc_node *to, const char *key, slsc_node *value)
{
    if (value) slsc_node_setz(w->unit, to, key, value);
}

static inline slsc_node *text(const slsc_json_writer *w, slsc_str s)
{
    return slsc_node_string(w->unit, s, w->from);
}
static inline slsc_node *word(const slsc_json_writer *w, const char *s)
{
    return text(w, slsc_str_z(s));
}
static inline slsc_node *flag(const slsc_json_writer *w, bool b)
{
    return slsc_node_bool(w->unit, b, w->from);
}

static inline slsc_node *number(const slsc_json_writer *w, size_t n)
{
    return slsc_node_number(w->unit, (double)n, w->from);
}

#endif
