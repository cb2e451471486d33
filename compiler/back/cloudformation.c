/* cloudformation.c: slsc.cloudformation/1: what the table of resource types says of a property's
 * shape, for passes that check a template or write one.
 *
 * A line of the table is read when it is first asked for, and once a unit: a type that no template
 * uses costs nothing, and one that is used a thousand times costs as much as one that is used once.
 * A shape that is handed out is the visible part of one of these. */
#include "back/cloudformation.h"

#include "back/plan/table.h"
#include "base/hash.h"

typedef struct record record;

typedef struct shape {
    slsc_shape told; /* first: what a plugin sees */
    slsc_str
        inner; /* of a RECORD its name in the table; of a LIST or MAP the marks of an element */
    const record *record;         /* of a RECORD, when it was asked for */
    struct shape *element;        /* of a LIST or MAP, when it was asked for */
    const struct shape *required; /* the next required member of the same record, or NULL */
} shape;

struct record { /* a line of the table */
    slsc_str name, properties;
    shape self; /* as a type */
    shape *members;
    size_t count;
    const shape *required; /* the first one */
};

struct slsc_shapes { /* by name: open addressing, never more than half full */
    record **slots;
    size_t count, size;
};

/* ---- Reading a line ---- */

static void set_shape(shape *made, slsc_str name, slsc_kind kind, slsc_str inner)
{
    made->told.struct_size = (uint32_t)sizeof made->told;
    made->told.kind = kind;
    made->told.name = name;
    made->inner = inner;
}

/* "[#0123!*" under a name. One of several shapes ("|") may be anything: the table has but one. */
static void read_shape(shape *made, slsc_str name, slsc_str marks)
{
    const slsc_str rest = slsc_str_sub(marks, 1, SIZE_MAX), none = { NULL, 0 };
    switch (marks.len ? marks.ptr[0] : '\0') {
    case 's':
    case 't': set_shape(made, name, SLSC_SHAPE_STRING, none); break;
    case 'i': set_shape(made, name, SLSC_SHAPE_INTEGER, none); break;
    case 'n': set_shape(made, name, SLSC_SHAPE_NUMBER, none); break;
    case 'b': set_shape(made, name, SLSC_SHAPE_BOOLEAN, none); break;
    case '[': set_shape(made, name, SLSC_SHAPE_LIST, rest); break;
    case '{': set_shape(made, name, SLSC_SHAPE_MAP, rest); break;
    case 'g': set_shape(made, name, SLSC_SHAPE_MAP, SLSC_STR("j")); break;
    case '#': set_shape(made, name, SLSC_SHAPE_RECORD, slsc_str_sub(marks, 0, 5)); break;
    default: set_shape(made, name, SLSC_SHAPE_ANY, none); break;
    }
    made->told.required = slsc_str_find_char(marks, '*') != SIZE_MAX;
}

static size_t count_properties(slsc_str properties)
{
    slsc_str name;
    size_t count = 0;
    while (slsc_cfn_next(&properties, &name).ptr) count++;
    return count;
}

static record *read_record(slsc_unit *unit, slsc_str name)
{
    record *made = SLSC_NEW(unit->arena, record);
    made->name = name;
    made->properties = slsc_cfn_properties(name);
    set_shape(&made->self, name, SLSC_SHAPE_RECORD, name);
    made->self.record = made;
    made->members = SLSC_NEW_ARRAY(unit->arena, shape, count_properties(made->properties));
    const shape **required = &made->required;
    slsc_str rest = made->properties, key, marks;
    while ((marks = slsc_cfn_next(&rest, &key)).ptr) {
        shape *member = &made->members[made->count++];
        read_shape(member, key, marks);
        if (!member->told.required) continue;
        *required = member;
        required = &member->required;
    }
    return made;
}

/* ---- Those that were read ---- */

static record **slot_of(const struct slsc_shapes *shapes, slsc_str name)
{
    size_t i = (size_t)slsc_hash(name) & (shapes->size - 1);
    while (shapes->slots[i] && !slsc_str_eq(shapes->slots[i]->name, name))
        i = (i + 1) & (shapes->size - 1);
    return &shapes->slots[i];
}

static void make_room(slsc_unit *unit, struct slsc_shapes *shapes)
{
    const struct slsc_shapes old = *shapes;
    if (2 * shapes->count < shapes->size) return;
    shapes->size = old.size ? 2 * old.size : 64;
    shapes->slots = SLSC_NEW_ARRAY(unit->arena, record *, shapes->size);
    for (size_t i = 0; i < old.size; i++)
        if (old.slots[i]) *slot_of(shapes, old.slots[i]->name) = old.slots[i];
}

static const record *record_of(slsc_unit *unit, slsc_str name)
{
    if (!unit->shapes) unit->shapes = SLSC_NEW(unit->arena, struct slsc_shapes);
    make_room(unit, unit->shapes);
    record **slot = slot_of(unit->shapes, name);
    if (*slot) return *slot;
    unit->shapes->count++;
    return *slot = read_record(unit, slsc_str_copy(unit->arena, name));
}

/* ---- What is handed out ---- */

static shape *behind(const slsc_shape *told) { return (shape *)(uintptr_t)told; }

static const record *record_behind(slsc_unit *unit, const slsc_shape *told)
{
    shape *own = behind(told);
    if (!own->record) own->record = record_of(unit, own->inner);
    return own->record;
}

static const slsc_shape *type(slsc_unit *unit, slsc_str name)
{
    if (!slsc_str_starts(name, SLSC_STR("AWS::"))) return NULL;
    const record *found = record_of(unit, name);
    return found->properties.ptr ? &found->self.told : NULL;
}

static const slsc_shape *member(slsc_unit *unit, const slsc_shape *told, slsc_str name)
{
    const record *of = record_behind(unit, told);
    for (size_t i = 0; i < of->count; i++)
        if (slsc_str_eq(of->members[i].told.name, name)) return &of->members[i].told;
    return NULL;
}

static const slsc_shape *element(slsc_unit *unit, const slsc_shape *list_or_map)
{
    shape *own = behind(list_or_map);
    if (!own->element) {
        own->element = SLSC_NEW(unit->arena, shape);
        read_shape(own->element, own->told.name, own->inner);
    }
    return &own->element->told;
}

static const slsc_shape *next_required(slsc_unit *unit, const slsc_shape *told,
                                       const slsc_shape *last)
{
    const shape *next = last ? behind(last)->required : record_behind(unit, told)->required;
    return next ? &next->told : NULL;
}

static slsc_str nearest_type(slsc_unit *unit, slsc_str name)
{
    (void)unit;
    return slsc_cfn_nearest_type(name);
}

static slsc_str nearest_member(slsc_unit *unit, const slsc_shape *told, slsc_str name)
{
    return slsc_cfn_nearest(record_behind(unit, told)->properties, name);
}

const slsc_cloudformation *slsc_cloudformation_table(void)
{
    static const slsc_cloudformation table = {
        sizeof table, 0, type, member, element, next_required, nearest_type, nearest_member
    };
    return &table;
}
