/* prepare.h: the text that libyaml is given instead of the source. */
#ifndef SLSC_FRONT_YAML_PREPARE_H
#define SLSC_FRONT_YAML_PREPARE_H

#include "tree/unit.h"

/* A character that is in the text for another that libyaml would not take, or would take for a line
 * break. It has as many bytes as the other and occurs nowhere in the source. */
typedef struct slsc_yaml_stand_in {
    uint32_t standing, original; /* code points; original 0: nothing at all */
} slsc_yaml_stand_in;

enum { SLSC_YAML_STAND_INS = 48, SLSC_YAML_CANDIDATES = 512 };

typedef struct slsc_yaml_text {
    slsc_arena *arena;
    slsc_str source; /* behind the byte order mark */
    slsc_str text;   /* `source`, or a copy of it with its last line ended, and altered */
    char *altered;   /* `text` where it is a copy */
    uint32_t base;   /* length of the byte order mark */
    bool ascii;
    bool tabs_altered; /* tabs behind `-`, `?` or `:` were made spaces */
    bool *seen[2];     /* which candidates for stand-ins of two and of three bytes the source has */
    slsc_yaml_stand_in stand_ins[SLSC_YAML_STAND_INS];
    size_t stand_in_count;
    size_t budget;                  /* bytes that may still be read again */
    size_t mark_index, mark_offset; /* slsc_yaml_offset was here last */
} slsc_yaml_text;

/* Why a text cannot be read at all. */
typedef struct slsc_yaml_refusal {
    const char *code; /* NULL: it can */
    slsc_str message;
    size_t offset, length; /* in the source, its byte order mark included */
} slsc_yaml_refusal;

slsc_yaml_refusal slsc_yaml_prepare(slsc_arena *arena, slsc_str source, slsc_yaml_text *out);

/* The byte of the source that libyaml's character `index` begins at. Cheap when asked in order. */
uint32_t slsc_yaml_offset(slsc_yaml_text *text, size_t index);

/* The character that stands for `original` (0: for nothing), of two or three bytes; 0: all are
 * taken.
 */
uint32_t slsc_yaml_stand_in_for(slsc_yaml_text *text, uint32_t original, size_t bytes);

/* The text of a scalar with the original characters back. `*control`: one of them is a control
 * character or none at all, which only quoted text may hold. */
slsc_str slsc_yaml_restore(const slsc_yaml_text *text, slsc_str value, bool *control);
/* The text as something to write to. */
char *slsc_yaml_alter(slsc_yaml_text *text);

/* What libyaml stumbled over. */
typedef struct slsc_yaml_fault {
    slsc_str problem, context; /* libyaml's words, to tell the cases apart: never shown */
    uint32_t at, context_at;   /* offsets in the source, byte order mark included */
    bool has_context;
} slsc_yaml_fault;

/* Alters the text at a fault that is one to libyaml only. True: read it again from the start. */
bool slsc_yaml_mend(slsc_yaml_text *text, const slsc_yaml_fault *fault);
/* The same for the name of an anchor or alias, which libyaml may have cut short. */
bool slsc_yaml_mend_name(slsc_yaml_text *text, uint32_t offset);
/* The same for a text between brackets, whose first character libyaml takes for an indicator. */
bool slsc_yaml_mend_first(slsc_yaml_text *text, uint32_t offset);

/* The name of an anchor or alias whose `&` or `*` is at `offset` of `text`. */
slsc_str slsc_yaml_anchor_name(slsc_str text, size_t offset);

#endif
