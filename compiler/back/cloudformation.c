/* cloudformation.c: slsc.cloudformation/1: what the table of resource types says of a property's
 * shape, for passes that check a template or write one.
 *
 * A shape that is handed out is the visible part of a cursor into the table: what stands behind its
 * kind is read when it is asked for, so a type that no template uses costs nothing. */
#include "back/cloudformation.h"

#include "back/plan/table.h"

typedef struct shape {
    slsc_shape told;    /* first: what a plugin sees */
    slsc_str inner;     /* of a RECORD its properties; of a LIST or MAP the marks of an element */
    slsc_str remaining; /* of a required member: the properties behind it */
} shape;

static shape *new_shape(slsc_unit *unit, slsc_str name, slsc_kind kind, slsc_str inner)
{
    shape *made = SLSC_NEW(unit->arena, shape);
    made->told.struct_size = (uint32_t)sizeof made->told;
    made->told.kind = kind;
    made->told.name = name;
    made->inner = inner;
    return made;
}

static const shape *behind(const slsc_shape *told) { return (const shape *)(const void *)told; }

/* "[#0123!*" under a name. One of several shapes ("|") may be anything: the table has but one. */
static shape *shape_of(slsc_unit *unit, slsc_str name, slsc_str marks)
{
    const slsc_str rest = slsc_str_sub(marks, 1, SIZE_MAX), none = { NULL, 0 };
    shape *made;
    switch (marks.len ? marks.ptr[0] : '\0') {
    case 's':
    case 't': made = new_shape(unit, name, SLSC_SHAPE_STRING, none); break;
    case 'i': made = new_shape(unit, name, SLSC_SHAPE_INTEGER, none); break;
    case 'n': made = new_shape(unit, name, SLSC_SHAPE_NUMBER, none); break;
    case 'b': made = new_shape(unit, name, SLSC_SHAPE_BOOLEAN, none); break;
    case '[': made = new_shape(unit, name, SLSC_SHAPE_LIST, rest); break;
    case '{': made = new_shape(unit, name, SLSC_SHAPE_MAP, rest); break;
    case 'g': made = new_shape(unit, name, SLSC_SHAPE_MAP, SLSC_STR("j")); break;
    case '#':
        made = new_shape(unit, name, SLSC_SHAPE_RECORD,
                         slsc_cfn_properties(slsc_str_sub(marks, 0, 5)));
        break;
    default: made = new_shape(unit, name, SLSC_SHAPE_ANY, none); break;
    }
    made->told.required = slsc_str_find_char(marks, '*') != SIZE_MAX;
    return made;
}

static const slsc_shape *type(slsc_unit *unit, slsc_str name)
{
    if (!slsc_str_starts(name, SLSC_STR("AWS::"))) return NULL;
    const slsc_str properties = slsc_cfn_properties(name);
    return properties.ptr ? &new_shape(unit, name, SLSC_SHAPE_RECORD, properties)->told : NULL;
}

static const slsc_shape *member(slsc_unit *unit, const slsc_shape *record, slsc_str name)
{
    const slsc_str marks = slsc_cfn_marks(behind(record)->inner, name);
    return marks.ptr ? &shape_of(unit, name, marks)->told : NULL;
}

static const slsc_shape *element(slsc_unit *unit, const slsc_shape *list_or_map)
{
    return &shape_of(unit, list_or_map->name, behind(list_or_map)->inner)->told;
}

static const slsc_shape *next_required(slsc_unit *unit, const slsc_shape *record,
                                       const slsc_shape *last)
{
    slsc_str remaining = last ? behind(last)->remaining : behind(record)->inner, name, marks;
    while ((marks = slsc_cfn_next(&remaining, &name)).ptr) {
        if (slsc_str_find_char(marks, '*') == SIZE_MAX) continue;
        shape *found = shape_of(unit, name, marks);
        found->remaining = remaining;
        return &found->told;
    }
    return NULL;
}

static slsc_str nearest_type(slsc_unit *unit, slsc_str name)
{
    (void)unit;
    return slsc_cfn_nearest_type(name);
}

static slsc_str nearest_member(slsc_unit *unit, const slsc_shape *record, slsc_str name)
{
    (void)unit;
    return slsc_cfn_nearest(behind(record)->inner, name);
}

const slsc_cloudformation *slsc_cloudformation_table(void)
{
    static const slsc_cloudformation table = {
        sizeof table, 0, type, member, element, next_required, nearest_type, nearest_member
    };
    return &table;
}
