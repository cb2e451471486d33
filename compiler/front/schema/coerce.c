/* coerce.c: the reference's coercions (semantics C.2; Ajv with coerceTypes "array").
 *
 * They are part of the language: `timeout: "30"` is a number and `environment: {PORT: 8080}` a
 * string in every template that was ever deployed. Types are tried in the order of their bits. */
#include "front/schema/rule.h"
#include "tree/number.h"

#include <math.h>

bool slsc_rule_is_type(const slsc_node *value, unsigned types)
{
    switch (slsc_node_kind(value)) {
    case SLSC_NULL: return types & SLSC_TYPE_NULL;
    case SLSC_BOOL: return types & SLSC_TYPE_BOOLEAN;
    case SLSC_INT: return types & (SLSC_TYPE_INTEGER | SLSC_TYPE_NUMBER);
    case SLSC_FLOAT:
        if (types & SLSC_TYPE_NUMBER) return true;
        return (types & SLSC_TYPE_INTEGER) && fmod(value->as.number, 1) == 0; /* over 2^53 */
    case SLSC_STRING: return types & SLSC_TYPE_STRING;
    case SLSC_LIST: return types & SLSC_TYPE_ARRAY;
    case SLSC_MAP: return types & SLSC_TYPE_OBJECT;
    default: return false;
    }
}

static void become_string(slsc_unit *unit, slsc_node *value)
{
    const slsc_str text =
        slsc_node_kind(value) == SLSC_NULL ? SLSC_STR("") : slsc_node_text(unit, value);
    value->kind = SLSC_STRING;
    value->as.string = text;
}

static void become_bool(slsc_node *value, bool truth)
{
    value->kind = SLSC_BOOL;
    value->as.boolean = truth;
}

/* Number(value), where coercion allows it: booleans, null, and text that is a number. */
static bool number_of(const slsc_node *value, double *out)
{
    switch (slsc_node_kind(value)) {
    case SLSC_NULL: *out = 0; return true;
    case SLSC_BOOL: *out = value->as.boolean ? 1 : 0; return true;
    case SLSC_STRING: return value->as.string.len > 0 && slsc_number_parse(value->as.string, out);
    default: return false;
    }
}

static bool is_number(const slsc_node *value, double wanted)
{
    double number;
    return slsc_node_to_number(value, &number) == SLSC_OK && number == wanted;
}

static bool to_bool(slsc_node *value)
{
    if (slsc_node_is_text(value, "true") || is_number(value, 1)) {
        become_bool(value, true);
        return true;
    }
    if (slsc_node_is_text(value, "false") || is_number(value, 0) ||
        slsc_node_kind(value) == SLSC_NULL) {
        become_bool(value, false);
        return true;
    }
    return false;
}

static bool to_null(slsc_node *value)
{
    const bool empty = slsc_node_is_text(value, "") || is_number(value, 0) ||
                       (slsc_node_kind(value) == SLSC_BOOL && !value->as.boolean);
    if (empty) value->kind = SLSC_NULL;
    return empty;
}

/* x -> [x]: the element is a copy, for the node itself must stay where it stands. */
static void become_list(slsc_unit *unit, slsc_node *value)
{
    slsc_node *element = slsc_node_copy(unit, value, NULL);
    value->kind = SLSC_LIST;
    value->as.list = (slsc_node_list) { NULL, 0, 0 };
    slsc_node_append(unit, value, element);
}

static bool coerce_scalar(slsc_unit *unit, slsc_node *value, unsigned types)
{
    const slsc_kind kind = slsc_node_kind(value);
    double number;
    if (kind == SLSC_LIST || kind == SLSC_MAP) return false;
    if ((types & SLSC_TYPE_STRING) && kind != SLSC_STRING) {
        become_string(unit, value);
        return true;
    }
    if ((types & (SLSC_TYPE_NUMBER | SLSC_TYPE_INTEGER)) && number_of(value, &number) &&
        ((types & SLSC_TYPE_NUMBER) || fmod(number, 1) == 0)) {
        slsc_node_set_number(value, number);
        return true;
    }
    if ((types & SLSC_TYPE_BOOLEAN) && to_bool(value)) return true;
    if ((types & SLSC_TYPE_NULL) && to_null(value)) return true;
    if (types & SLSC_TYPE_ARRAY) {
        become_list(unit, value);
        return true;
    }
    return false;
}

bool slsc_rule_coerce(slsc_unit *unit, slsc_node *value, unsigned types)
{
    if (slsc_rule_is_type(value, types)) return true;
    if (!(types & ~(unsigned)SLSC_TYPE_OBJECT)) return false; /* objects are never made of others */
    if (slsc_node_kind(value) != SLSC_LIST) return coerce_scalar(unit, value, types);

    /* [x] -> x, then the rules for x; a list in a list stays */
    if (slsc_node_count(value) != 1) return false;
    slsc_node *element = slsc_node_copy(unit, slsc_node_at(value, 0), NULL);
    if (!slsc_rule_is_type(element, types) && !coerce_scalar(unit, element, types)) return false;
    if (slsc_node_kind(element) == SLSC_LIST || slsc_node_kind(element) == SLSC_MAP) {
        slsc_node_replace(unit, value, element);
        return true;
    }
    value->kind = element->kind;
    value->as = element->as;
    value->place = element->place;
    return true;
}
