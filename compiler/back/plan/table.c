/* table.c: reads lines of the embedded table.
 *
 * A line is bytes up to a line feed, its fields are split by tabs, its properties by blanks:
 *
 *     AWS::SNS::Topic<TAB>-<TAB>DisplayName:s TopicName:s!
 * ...<TAB>attributes<TAB>identifiers<TAB>nested #0123<TAB>Key:s* Value:s
 *
 * The longest line has some five thousand bytes, so scanning one is a bounded cost. What a nested
 * property does counts fully where a schema confirms it (field `nested`), and as conditional where
 * only its definition says so. */
#include "back/plan/table.h"

#include "cfn_data.h"
#include <string.h>

static slsc_str table(void) { return (slsc_str) { cfn_resources_txt, cfn_resources_txt_size }; }

static slsc_str table_of_overrides(void)
{
    return (slsc_str) { cfn_overrides_txt, cfn_overrides_txt_size };
}

/* Cuts what stands before `separator` off the front of `rest`. */
static slsc_str cut(slsc_str *rest, char separator)
{
    const size_t at = slsc_str_find_char(*rest, separator);
    const slsc_str part = slsc_str_sub(*rest, 0, at);
    *rest = at == SIZE_MAX ? (slsc_str) { NULL, 0 } : slsc_str_sub(*rest, at + 1, SIZE_MAX);
    return part;
}

/* The fields behind the first one of the line whose first field is `name`; empty: there is none. */
static slsc_str find_line(slsc_str text, slsc_str name)
{
    size_t low = 0, high = text.len;
    while (low < high) {
        size_t begin = low + (high - low) / 2;
        while (begin > low && text.ptr[begin - 1] != '\n') begin--;
        slsc_str rest = slsc_str_sub(text, begin, high - begin);
        slsc_str line = cut(&rest, '\n');
        const size_t next = begin + line.len + 1;
        const int order = slsc_str_cmp(cut(&line, '\t'), name);
        if (order == 0) return line;
        if (order < 0)
            low = next < high ? next : high;
        else
            high = begin;
    }
    return (slsc_str) { NULL, 0 };
}

/* "s!*" of `name` among "A:s B:[#0001!"; a NULL ptr: it is not among them. */
static slsc_str find_property(slsc_str properties, slsc_str name)
{
    while (properties.len) {
        slsc_str item = cut(&properties, ' ');
        if (slsc_str_eq(cut(&item, ':'), name)) return item;
    }
    return (slsc_str) { NULL, 0 };
}

/* ---- What may stand where ---- */

slsc_str slsc_cfn_properties(slsc_str name)
{
    slsc_str line = find_line(table(), name);
    if (!line.ptr) line = find_line(table_of_overrides(), name); /* a type that only we know */
    if (!slsc_str_starts(name, SLSC_STR("#"))) cut(&line, '\t'); /* flags */
    return cut(&line, '\t');
}

slsc_str slsc_cfn_next(slsc_str *properties, slsc_str *name)
{
    if (!properties->len) return (slsc_str) { NULL, 0 };
    slsc_str item = cut(properties, ' ');
    *name = cut(&item, ':');
    return item;
}

/* A search for the nearest of many names. */
typedef struct nearness {
    slsc_str name, best;
    size_t limit; /* a third of the letters may be wrong, but not more than a handful */
} nearness;

static nearness near_to(slsc_str name)
{
    return (nearness) { name, { NULL, 0 }, name.len / 3 < 5 ? name.len / 3 : 5 };
}

static void consider(nearness *near, slsc_str candidate)
{
    const size_t distance = slsc_str_distance(near->name, candidate, near->limit);
    if (distance > near->limit || (near->best.ptr && distance == near->limit)) return;
    near->limit = distance;
    near->best = candidate;
}

slsc_str slsc_cfn_nearest(slsc_str properties, slsc_str name)
{
    nearness near = near_to(name);
    slsc_str candidate;
    while (slsc_cfn_next(&properties, &candidate).ptr) consider(&near, candidate);
    return near.best;
}

slsc_str slsc_cfn_nearest_type(slsc_str name)
{
    nearness near = near_to(name);
    slsc_str rest = table();
    while (rest.len) {
        slsc_str line = cut(&rest, '\n');
        if (slsc_str_starts(line, SLSC_STR("AWS::"))) consider(&near, cut(&line, '\t'));
    }
    return near.best;
}

/* ---- What a change does ---- */

static bool has_word(slsc_str words, slsc_str word)
{
    while (words.len)
        if (slsc_str_eq(cut(&words, ' '), word)) return true;
    return false;
}

static bool has(slsc_str text, char c) { return slsc_str_find_char(text, c) != SIZE_MAX; }

slsc_str slsc_cfn_version(void) { return find_line(table(), SLSC_STR("!")); }

slsc_cfn_type slsc_cfn_find(slsc_str name)
{
    slsc_cfn_type type = { 0 };
    slsc_str line = find_line(table(), name), more = find_line(table_of_overrides(), name);
    type.custom = slsc_str_starts(name, SLSC_STR("Custom::")) ||
                  slsc_str_is(name, "AWS::CloudFormation::CustomResource");
    type.known = line.len > 0;
    const slsc_str flags = cut(&line, '\t'), more_flags = cut(&more, '\t');
    type.stateful = has(flags, 'S') || has(more_flags, 'S');
    type.gap = has(flags, 'D');
    type.identity = has(more_flags, 'I');
    type.properties = cut(&line, '\t');
    type.attributes = cut(&line, '\t');
    type.identifiers = cut(&line, '\t');
    type.nested = cut(&line, '\t');
    type.overrides = cut(&more, '\t');
    return type;
}

static slsc_recreation recreation_of(slsc_str marks)
{
    if (has(marks, '!')) return SLSC_RECREATE_ALWAYS;
    return has(marks, '?') ? SLSC_RECREATE_CONDITIONALLY : SLSC_RECREATE_NEVER;
}

static bool is_index(slsc_str step)
{
    for (size_t i = 0; i < step.len; i++)
        if (step.ptr[i] < '0' || step.ptr[i] > '9') return false;
    return step.len > 0;
}

/* How a confirmed path "A/STAR/B" lies to a pointer "A/0/B/C": its full force where it names the
 * pointer or something above it, conditional where it lies below. */
static slsc_recreation confirmed(slsc_str item, slsc_str pointer)
{
    const slsc_recreation full = recreation_of(item);
    slsc_str path = item;
    while (path.len && (path.ptr[path.len - 1] == '!' || path.ptr[path.len - 1] == '?')) path.len--;
    while (path.len && pointer.len) {
        const slsc_str step = cut(&path, '/'), at = cut(&pointer, '/');
        if (slsc_str_is(step, "*") ? !is_index(at) : !slsc_str_eq(step, at))
            return SLSC_RECREATE_NEVER;
    }
    return path.len && full ? SLSC_RECREATE_CONDITIONALLY : full;
}

/* Follows the definitions down a pointer. What they say of nested properties nothing confirms, so
 * it counts as conditional at most. */
static slsc_recreation below(slsc_str marks, slsc_str pointer)
{
    slsc_recreation strongest = SLSC_RECREATE_NEVER;
    while (pointer.len) {
        const slsc_str step = cut(&pointer, '/');
        size_t at = 0;
        if (marks.len && marks.ptr[0] == '|') at++;
        if (at < marks.len && (marks.ptr[at] == '[' || marks.ptr[at] == '{')) {
            marks = slsc_str_sub(marks, at + 1, SIZE_MAX); /* an element's own step */
            continue;
        }
        if (at >= marks.len || marks.ptr[at] != '#') break;
        marks = find_property(find_line(table(), slsc_str_sub(marks, at, 5)), step);
        if (recreation_of(marks)) strongest = SLSC_RECREATE_CONDITIONALLY;
    }
    return strongest;
}

slsc_cfn_rule slsc_cfn_rule_at(const slsc_cfn_type *type, slsc_str pointer)
{
    slsc_cfn_rule rule = { 0 };
    slsc_str rest = slsc_str_sub(pointer, 1, SIZE_MAX), nested = type->nested;
    const slsc_str whole = rest, name = cut(&rest, '/');
    const slsc_str marks = find_property(type->properties, name);
    const slsc_str better = find_property(type->overrides, name);
    rule.known = marks.ptr != NULL;
    if (!rule.known) { /* nobody knows: it may well be replaced */
        rule.recreation = SLSC_RECREATE_CONDITIONALLY;
        return rule;
    }
    rule.recreation = recreation_of(marks);
    rule.disputed = has(marks, '~');
    rule.unordered = has(marks, '%') && !rest.len;
    rule.text = marks.ptr[0] == 's';
    if (better.ptr) {
        rule.recreation = recreation_of(better);
        rule.refused = has(better, 'X');
    }
    while (nested.len) {
        const slsc_recreation other = confirmed(cut(&nested, ' '), whole);
        if (other > rule.recreation) rule.recreation = other;
    }
    if (rest.len && rule.recreation == SLSC_RECREATE_NEVER) rule.recreation = below(marks, rest);
    if (type->custom && rule.recreation == SLSC_RECREATE_NEVER)
        rule.recreation = SLSC_RECREATE_CONDITIONALLY; /* also what its type declares */
    return rule;
}

bool slsc_cfn_has_attribute(const slsc_cfn_type *type, slsc_str name)
{
    return has_word(type->attributes, name) || find_property(type->properties, name).ptr;
}

/* Is `name` a string that only a replacement changes? */
static bool is_fixed_name(const slsc_cfn_type *type, slsc_str name)
{
    const slsc_str marks = find_property(type->properties, name);
    return marks.len && marks.ptr[0] == 's' && recreation_of(marks) == SLSC_RECREATE_ALWAYS;
}

slsc_str slsc_cfn_name_property(const slsc_cfn_type *type, slsc_str name)
{
    slsc_str rest = type->properties, last = name;
    if (!has(type->identifiers, ' ') && is_fixed_name(type, type->identifiers))
        return type->identifiers;
    for (size_t at = slsc_str_find(last, SLSC_STR("::")); at != SIZE_MAX;
         at = slsc_str_find(last, SLSC_STR("::")))
        last = slsc_str_sub(last, at + 2, SIZE_MAX);
    while (rest.len) { /* <Type>Name */
        slsc_str item = cut(&rest, ' ');
        const slsc_str property = cut(&item, ':');
        if (property.len == last.len + 4 && slsc_str_starts(property, last) &&
            slsc_str_ends(property, SLSC_STR("Name")) && is_fixed_name(type, property))
            return property;
    }
    return is_fixed_name(type, SLSC_STR("Name")) ? SLSC_STR("Name") : (slsc_str) { NULL, 0 };
}
