/* provenance.c: where each resource comes from, as slsc-provenance.json.
 *
 *     {
 *       "HelloLambdaFunction": {
 *         "at": "serverless.yml:9:5",
 *         "by": "std/functions",
 *         "properties": {
 *           "/Properties/Timeout": { "at": "serverless.yml:12:16", "by": "source" }
 *         }
 *       }
 *     }
 *
 * Resources stand in the order of the template. A property is told only where its place or its
 * maker differs from what was told of the nearest node above it: what one pass made from one place
 * is one line. */
#include "back/emit.h"

#include "tree/number.h"
#include "tree/print.h"

#include <stdint.h>

typedef struct teller {
    slsc_unit *unit;
    slsc_sb *out;
    const slsc_node *resource;
    slsc_sb pointer; /* from the resource to the node that is told of */
    slsc_sb at;      /* the place that was told last, as text: it often is the next one too */
    slsc_place last;
    size_t told; /* properties of this resource so far */
} teller;

typedef struct origin {
    slsc_place place;
    uint16_t maker;
} origin;

static origin origin_of(const slsc_node *node) { return (origin) { node->place, node->maker }; }

static bool differs(origin a, origin b)
{
    return a.place.file != b.place.file || a.place.offset != b.place.offset || a.maker != b.maker;
}

static void add_count(slsc_sb *out, uint32_t count)
{
    char digits[SLSC_NUMBER_SIZE];
    slsc_sb_add(out, (slsc_str) { digits, slsc_number_format(count, digits) });
}

static void locate(teller *t, slsc_place place)
{
    slsc_span span;
    if (place.file == t->last.file && place.offset == t->last.offset) return;
    t->last = place;
    t->at.len = 0;
    slsc_sources_locate(t->unit->sources, place, &span);
    if (span.line == 0) return;
    slsc_sb_add(&t->at, slsc_sources_get(t->unit->sources, place.file)->name);
    slsc_sb_char(&t->at, ':');
    add_count(&t->at, span.line);
    slsc_sb_char(&t->at, ':');
    add_count(&t->at, span.col);
}

static void tell_origin(teller *t, origin o)
{
    locate(t, o.place);
    slsc_sb_addz(t->out, "\"at\": ");
    slsc_print_json_string(t->out, slsc_sb_str(&t->at));
    slsc_sb_addz(t->out, t->told == SIZE_MAX ? ",\n    \"by\": " : ", \"by\": ");
    slsc_print_json_string(t->out, slsc_str_z(t->unit->makers[o.maker]));
}

static void add_step(slsc_sb *pointer, slsc_str step)
{
    slsc_sb_char(pointer, '/');
    for (size_t i = 0; i < step.len; i++) {
        char c = step.ptr[i];
        if (c == '~')
            slsc_sb_addz(pointer, "~0");
        else if (c == '/')
            slsc_sb_addz(pointer, "~1");
        else
            slsc_sb_char(pointer, c);
    }
}

static void add_position(slsc_sb *pointer, uint32_t position)
{
    slsc_sb_char(pointer, '/');
    add_count(pointer, position);
}

/* The way from a resource to a node below it. As deep as the walk, which is limited. */
static void add_steps(slsc_sb *pointer, const slsc_node *resource, const slsc_node *node)
{
    if (node == resource) return;
    add_steps(pointer, resource, node->parent);
    const slsc_member *member = slsc_node_member(node);
    if (member)
        add_step(pointer, member->key->text);
    else
        add_position(pointer, node->position);
}

static void tell_property(teller *t, const slsc_node *node)
{
    slsc_sb_addz(t->out, t->told++ == 0 ? ",\n    \"properties\": {\n      " : ",\n      ");
    t->pointer.len = 0;
    add_steps(&t->pointer, t->resource, node);
    slsc_print_json_string(t->out, slsc_sb_str(&t->pointer));
    slsc_sb_addz(t->out, ": { ");
    tell_origin(t, origin_of(node));
    slsc_sb_addz(t->out, " }");
}

static void tell_below(teller *t, const slsc_node *node, size_t depth)
{
    slsc_kind kind = slsc_node_kind(node);
    if ((kind != SLSC_MAP && kind != SLSC_LIST) || depth > SLSC_LIMIT_DEPTH) return;
    for (size_t i = 0; i < slsc_node_count(node); i++) {
        const slsc_node *child = slsc_node_at(node, i);
        if (differs(origin_of(child), origin_of(node))) tell_property(t, child);
        tell_below(t, child, depth + 1);
    }
}

static void tell_resource(teller *t, slsc_str id, const slsc_node *resource)
{
    slsc_sb_addz(t->out, "  ");
    slsc_print_json_string(t->out, id);
    slsc_sb_addz(t->out, ": {\n    ");
    t->told = SIZE_MAX; /* of the resource itself: each on a line of its own */
    tell_origin(t, origin_of(resource));
    t->told = 0;
    t->resource = resource;
    tell_below(t, resource, 0);
    slsc_sb_addz(t->out, t->told > 0 ? "\n    }\n  }" : "\n  }");
}

void slsc_emit_provenance(slsc_unit *unit, slsc_sb *out)
{
    teller t = { .unit = unit,
                 .out = out,
                 .pointer = slsc_sb_new(out->arena, 0),
                 .at = slsc_sb_new(out->arena, 0) };
    const slsc_node *resources = slsc_node_getz(unit, unit->roots[SLSC_TEMPLATE], "Resources");
    size_t n = slsc_node_kind(resources) == SLSC_MAP ? slsc_node_count(resources) : 0;
    slsc_sb_addz(out, n > 0 ? "{\n" : "{");
    for (size_t i = 0; i < n; i++) {
        tell_resource(&t, slsc_node_key(resources, i), slsc_node_at(resources, i));
        slsc_sb_addz(out, i + 1 < n ? ",\n" : "\n");
    }
    slsc_sb_addz(out, "}");
}
