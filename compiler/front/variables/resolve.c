/* resolve.c: which strings have variables, and in which order they are replaced.
 *
 * Every string of the configuration with a variable in it is a property. Evaluating one may need
 * others first; then it answers BLOCKED and names all of them, and they are put on a stack of our
 * own: a chain of a million references costs memory, not the C stack. A property on the stack that
 * was begun is RUNNING; needing one of these is a circle. What evaluation has found out it
 * remembers in the variables themselves, so beginning again costs nothing.
 *
 * A property is replaced in place: the node keeps its identity and gets another value, which is a
 * copy, because a node has one parent. The copy is scanned for variables of its own, and these join
 * the work list. */
#include "front/variables/resolve.h"
#include "tree/path.h"
#include <string.h>

enum { STEP_LIMIT = 16 * SLSC_LIMIT_NODES, TEXT_LIMIT = 4 * SLSC_LIMIT_TEXT };

/* ---- The table ---- */

static size_t slot_of(const slsc_table *table, const void *key)
{
    uint64_t hash = (uint64_t)(uintptr_t)key;
    hash = (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15u;
    size_t at = (size_t)(hash >> 32) & (table->size - 1);
    while (table->slots[at].key && table->slots[at].key != key) at = (at + 1) & (table->size - 1);
    return at;
}

void *slsc_table_get(const slsc_table *table, const void *key)
{
    return table->size ? table->slots[slot_of(table, key)].value : NULL;
}

static void enlarge(slsc_arena *arena, slsc_table *table)
{
    const slsc_table old = *table;
    table->size = old.size ? old.size * 2 : 64;
    table->slots = SLSC_NEW_ARRAY(arena, slsc_table_slot, table->size);
    for (size_t i = 0; i < old.size; i++)
        if (old.slots[i].key) table->slots[slot_of(table, old.slots[i].key)] = old.slots[i];
}

void slsc_table_set(slsc_arena *arena, slsc_table *table, const void *key, void *value)
{
    if (table->count * 2 >= table->size) enlarge(arena, table);
    slsc_table_slot *slot = &table->slots[slot_of(table, key)];
    table->count += slot->key ? 0 : 1;
    *slot = (slsc_table_slot) { key, value };
}

static void push(slsc_resolver *r, slsc_property_list *list, slsc_property *property)
{
    list->items = (slsc_property **)slsc_arena_grow(r->unit->arena, list->items, list->count,
                                                    &list->capacity, sizeof *list->items);
    list->items[list->count++] = property;
}

/* ---- Faults ---- */

slsc_answer slsc_resolver_fail(slsc_resolver *r, const slsc_node *from, const char *code,
                               slsc_str label, slsc_str help, const char *format, ...)
{
    slsc_diag diag = { .struct_size = sizeof diag, .severity = SLSC_ERROR, .code = code };
    va_list args;
    va_start(args, format);
    diag.message = slsc_strfv(r->unit->arena, format, args);
    va_end(args);
    diag.at = from;
    diag.label = label;
    diag.help = help;
    slsc_unit_report(r->unit, &diag);
    return SLSC_ANSWER_FAILED;
}

bool slsc_resolver_afford(slsc_resolver *r, const slsc_node *at, uint64_t steps, size_t nodes,
                          size_t text)
{
    r->steps += steps;
    r->text += text;
    if (!r->exhausted && r->steps <= STEP_LIMIT && r->text <= TEXT_LIMIT &&
        r->unit->node_count + nodes <= SLSC_LIMIT_NODES)
        return true;
    if (!r->exhausted)
        slsc_resolver_fail(r, at, "variables/too-large", SLSC_STR("the limit was reached here"),
                           SLSC_STR(""), "variables make the configuration too large");
    r->exhausted = true;
    return false;
}

/* ---- Properties and their places ---- */

static void find_base(slsc_resolver *r, slsc_property *property)
{
    const slsc_str text = property->text;
    const slsc_str raw = slsc_sources_slice(r->unit->sources, property->place);
    const bool quoted = raw.len == text.len + 2 && (raw.ptr[0] == '\'' || raw.ptr[0] == '"');
    property->placing = property->place.file ? SLSC_PLACE_SEARCH : SLSC_PLACE_WHOLE;
    property->base = quoted ? 1 : 0;
    if (slsc_str_eq(slsc_str_sub(raw, property->base, text.len), text))
        property->placing = SLSC_PLACE_EXACT;
}

/* The `${` that a part of a text stands behind: what is searched for in the source begins there,
 * because a part alone may be as short as a brace. */
static size_t anchor_of(slsc_str text, size_t start)
{
    size_t at = start;
    while (at > 0 && !(text.ptr[at] == '$' && at + 1 < text.len && text.ptr[at + 1] == '{')) at--;
    return at > 0 || text.ptr[0] == '$' ? at : start;
}

/* Where a part of the text is written; the whole string where that cannot be told. */
static slsc_place place_of(slsc_resolver *r, slsc_property *property, size_t start, size_t end)
{
    slsc_place place = property->place;
    if (property->placing == SLSC_PLACE_SEARCH) {
        const slsc_str raw = slsc_sources_slice(r->unit->sources, place);
        const size_t anchor = anchor_of(property->text, start);
        const slsc_str part = slsc_str_sub(property->text, anchor, end - anchor);
        const size_t from = anchor >= property->cursor_start ? property->cursor : 0;
        const size_t hit = slsc_str_find(slsc_str_sub(raw, from, raw.len), part);
        if (hit == SIZE_MAX) {
            property->placing = SLSC_PLACE_WHOLE;
            return place;
        }
        property->cursor = from + hit;
        property->cursor_start = anchor;
        place.offset += (uint32_t)(property->cursor + start - anchor);
    } else if (property->placing == SLSC_PLACE_EXACT) {
        place.offset += (uint32_t)(property->base + start);
    } else {
        return place;
    }
    place.length = (uint32_t)(end - start);
    return place;
}

static slsc_node *written(slsc_resolver *r, const slsc_property *property, slsc_str text,
                          slsc_place place)
{
    slsc_node *node = slsc_node_read(r->unit, SLSC_STRING, place);
    node->as.string = text;
    node->secret = property->secret;
    return node;
}

slsc_node *slsc_resolver_whole(slsc_resolver *r, slsc_property *property)
{
    if (!property->whole) property->whole = written(r, property, property->text, property->place);
    return property->whole;
}

slsc_node *slsc_resolver_expression(slsc_resolver *r, slsc_property *property,
                                    slsc_variable *variable)
{
    if (!variable->from) {
        const size_t start = variable->start, end = variable->end;
        variable->from = written(r, property, slsc_str_sub(property->text, start, end - start),
                                 place_of(r, property, start, end));
    }
    return variable->from;
}

/* A fault of syntax. Of a secret text nothing is shown. */
static void blame(slsc_resolver *r, slsc_property *property, const slsc_variable_fault *fault)
{
    const char *code = fault->deep ? "variables/too-deep" : "variables/syntax";
    const size_t start = fault->offset, end = start + fault->length;
    if (property->secret) {
        slsc_resolver_fail(r, slsc_resolver_whole(r, property), code, SLSC_STR(""), SLSC_STR(""),
                           "the value of this variable has a variable in it that cannot be read");
        return;
    }
    slsc_node *at = written(r, property, slsc_str_sub(property->text, start, end - start),
                            place_of(r, property, start, end));
    slsc_resolver_fail(r, at, code, fault->label, fault->help, "%.*s", SLSC_FMT(fault->message));
}

/* Enters a string into the table. NULL: there is nothing to be done in it. */
static slsc_property *enter(slsc_resolver *r, slsc_node *node, bool placed, bool secret)
{
    slsc_variable_fault fault;
    slsc_template *template = NULL;
    const slsc_status status = slsc_variable_parse(r->unit, node, &template, &fault);
    if (status == SLSC_OK && !template) return NULL;
    slsc_property *property = SLSC_NEW(r->unit->arena, slsc_property);
    property->node = node;
    property->template = template;
    property->text = node->as.string;
    property->place = node->place;
    property->placed = placed;
    property->secret = secret;
    find_base(r, property);
    if (status != SLSC_OK) {
        property->state = SLSC_PROPERTY_FAILED;
        blame(r, property, &fault);
    }
    slsc_table_set(r->unit->arena, &r->properties, node, property);
    return property;
}

static size_t scan(slsc_resolver *r, slsc_node *node, unsigned generation, unsigned depth)
{
    size_t found = 0;
    if (node->kind == SLSC_STRING) {
        slsc_property *property =
            slsc_variable_suspect(node->as.string) ? enter(r, node, true, node->secret != 0) : NULL;
        if (!property) return 0;
        property->generation = generation;
        push(r, &r->work, property);
        return 1;
    }
    if (depth > SLSC_LIMIT_DEPTH) return 0;
    for (size_t i = 0, n = slsc_node_count(node); i < n; i++)
        found += scan(r, slsc_node_at(node, i), generation, depth + 1);
    return found;
}

size_t slsc_resolver_scan(slsc_resolver *r, slsc_node *node, unsigned generation)
{
    return scan(r, node, generation, 0);
}

slsc_property *slsc_resolver_template(slsc_resolver *r, const slsc_node *string, bool secret,
                                      bool *failed)
{
    slsc_property *property = NULL;
    *failed = false;
    if (!slsc_variable_suspect(string->as.string)) return NULL;
    property = (slsc_property *)slsc_table_get(&r->properties, string);
    /* One that was replaced in the configuration: what it became is a text of its own. */
    if (!property || (property->placed && property->state == SLSC_PROPERTY_DONE))
        property = enter(r, (slsc_node *)(uintptr_t)string, false, secret);
    *failed = property && property->state == SLSC_PROPERTY_FAILED;
    return *failed ? NULL : property;
}

/* ---- Replacing ---- */

static size_t measure(const slsc_node *node, unsigned *height)
{
    size_t nodes = 1;
    unsigned below = 0;
    for (size_t i = 0, n = slsc_node_count(node); i < n; i++) {
        unsigned h = 0;
        nodes += measure(slsc_node_at(node, i), &h);
        if (h > below) below = h;
    }
    *height = below + 1;
    return nodes;
}

static unsigned depth_of(const slsc_node *node)
{
    unsigned depth = 0;
    for (; node->parent; node = node->parent) depth++;
    return depth;
}

static void hide(slsc_node *node)
{
    node->secret = 1;
    for (size_t i = 0, n = slsc_node_count(node); i < n; i++) hide(slsc_node_at(node, i));
}

/* Gives a node the value of another that stands nowhere, which is used up by it. */
static void become(slsc_node *node, const slsc_node *value)
{
    slsc_node *const parent = node->parent;
    const uint32_t position = node->position;
    *node = *value;
    node->parent = parent;
    node->position = position;
    for (size_t i = 0, n = slsc_node_count(node); i < n; i++) slsc_node_at(node, i)->parent = node;
}

/* What a property's value came from: the expression, or the string with several of them. */
static const slsc_node *history(slsc_resolver *r, slsc_property *property)
{
    const slsc_template *template = property->template;
    if (template->count == 1 && template->variables == 1)
        return slsc_resolver_expression(r, property, template->pieces[0].variable);
    return slsc_resolver_whole(r, property);
}

static slsc_property_state put(slsc_resolver *r, slsc_property *property, slsc_value value)
{
    slsc_node *const node = property->node;
    const slsc_node *const from = history(r, property);
    const size_t known = r->work.count;
    unsigned height = 0;
    const size_t nodes = measure(value.node, &height);
    if (!slsc_resolver_afford(r, from, nodes, nodes, 0)) return SLSC_PROPERTY_FAILED;
    if (depth_of(node) + height > SLSC_LIMIT_DEPTH) {
        slsc_resolver_fail(r, from, "variables/too-deep", SLSC_STR(""), SLSC_STR(""),
                           "the value of this variable makes the configuration deeper than %d",
                           SLSC_LIMIT_DEPTH);
        return SLSC_PROPERTY_FAILED;
    }
    const bool scalar = value.node->kind != SLSC_LIST && value.node->kind != SLSC_MAP;
    become(node, scalar ? value.node : slsc_node_copy(r->unit, value.node, from));
    node->from = from;
    node->maker = r->unit->maker;
    if (value.secret) hide(node);
    if (node->kind == SLSC_STRING || slsc_resolver_scan(r, node, property->generation + 1) == 0 ||
        property->generation < SLSC_LIMIT_GENERATIONS)
        return SLSC_PROPERTY_DONE;
    for (size_t i = known; i < r->work.count; i++) r->work.items[i]->state = SLSC_PROPERTY_FAILED;
    slsc_resolver_fail(r, from, "variables/too-deep", SLSC_STR(""), SLSC_STR(""),
                       "values with variables in them are nested more than %d deep",
                       SLSC_LIMIT_GENERATIONS);
    return SLSC_PROPERTY_FAILED;
}

/* ---- The order ---- */

static bool is_settled(const slsc_resolver *r, const slsc_property *property)
{
    switch (property->state) {
    case SLSC_PROPERTY_WAITING:
    case SLSC_PROPERTY_RUNNING: return false;
    case SLSC_PROPERTY_LATER: return property->phase == r->phase;
    case SLSC_PROPERTY_FAILED:
    case SLSC_PROPERTY_DONE: break;
    }
    return true;
}

static void settle(slsc_resolver *r, slsc_property *property, slsc_answer answer, slsc_value value)
{
    property->phase = r->phase;
    if (answer == SLSC_ANSWER_VALUE)
        property->state = put(r, property, value);
    else
        property->state = answer == SLSC_ANSWER_LATER ? SLSC_PROPERTY_LATER : SLSC_PROPERTY_FAILED;
}

void slsc_resolver_run(slsc_resolver *r, slsc_property *property)
{
    push(r, &r->stack, property);
    while (r->stack.count) {
        slsc_property *top = r->stack.items[r->stack.count - 1];
        slsc_value value = { NULL, false };
        if (is_settled(r, top)) {
            r->stack.count--;
            continue;
        }
        top->state = SLSC_PROPERTY_RUNNING;
        top->begun = r->stack.count - 1;
        r->needs.count = 0;
        r->round++;
        const slsc_answer answer = slsc_evaluate(r, top, top->generation, &value);
        if (answer == SLSC_ANSWER_BLOCKED) {
            for (size_t i = r->needs.count; i > 0; i--) push(r, &r->stack, r->needs.items[i - 1]);
            continue;
        }
        r->stack.count--;
        settle(r, top, answer, value);
    }
}

/* Parameters of another stage are nobody's concern: often they cannot even be resolved here. The
 * section itself is, if it is a variable. */
static bool is_deferred(const slsc_resolver *r, const slsc_node *params, const slsc_node *node)
{
    const slsc_node *section = NULL;
    if (!params || node == params) return false;
    for (; node->parent; node = node->parent) {
        if (node->parent == params) break;
        section = node->parent;
    }
    if (!section || section->parent != params) return false;
    return section != slsc_node_get(r->unit, params, r->stage) &&
           section != slsc_node_getz(r->unit, params, "default");
}

void slsc_resolver_run_all(slsc_resolver *r)
{
    for (size_t i = 0; i < r->work.count && !r->exhausted; i++) {
        slsc_property *property = r->work.items[i];
        const slsc_node *params = slsc_node_getz(r->unit, r->root, "params");
        if (!is_settled(r, property) && !is_deferred(r, params, property->node))
            slsc_resolver_run(r, property);
    }
}

slsc_resolver *slsc_resolver_new(slsc_unit *unit, const slsc_variable_source *more, size_t n)
{
    slsc_resolver *r = SLSC_NEW(unit->arena, slsc_resolver);
    r->unit = unit;
    r->root = unit->roots[SLSC_CONFIG];
    r->more = more;
    r->more_count = n;
    r->phase = 1;
    r->paths = slsc_keys_new(unit->arena);
    return r;
}
