/* explain_resource.c: where a resource or a value comes from.
 *
 * A name is that of a resource, and may go on below it (`HelloLambdaFunction.Properties.Timeout`),
 * or a path in the configuration (`functions.hello.timeout`), or in the template. Everything told
 * here is in the nodes: their places, their makers, what they came from. What came from the
 * environment, a parameter or a secret store is not shown. */
#include "driver/explain_resource.h"

#include "tree/references.h"

enum { MAX_STEPS = 40 }; /* from one variable to the next */

typedef struct explainer {
    slsc_unit *unit;
    slsc_sb *out;
    const slsc_node *about; /* the resource */
    slsc_str id;
    slsc_node *told; /* names that were told, as keys */
} explainer;

/* ---- Lines ---- */

static void begin_line(explainer *e, const char *title)
{
    const size_t begin = e->out->len;
    slsc_sb_addf(e->out, "  %s", title);
    slsc_sb_fill(e->out, ' ', 14 - (e->out->len - begin));
}

static void add_safe(explainer *e, slsc_str text) { slsc_render_safe(e->out, text, false); }

static void add_place(explainer *e, slsc_place place)
{
    slsc_span span = { 0 };
    slsc_sources_locate(e->unit->sources, place, &span);
    if (!span.line) {
        slsc_sb_addz(e->out, "nowhere");
        return;
    }
    add_safe(e, span.file);
    slsc_sb_addf(e->out, ":%u:%u", span.line, span.col);
}

static void place_line(explainer *e, const char *title, slsc_place place)
{
    begin_line(e, title);
    add_place(e, place);
    slsc_sb_char(e->out, '\n');
}

static const char *maker_of(const explainer *e, const slsc_node *node)
{
    return e->unit->makers[node->maker < e->unit->maker_count ? node->maker : 0];
}

static bool is_resolved(const explainer *e, const slsc_node *node)
{
    return slsc_str_is(slsc_str_z(maker_of(e, node)), "resolve");
}

/* ---- Passes ---- */

static void collect_makers(explainer *e, const slsc_node *node, const slsc_node **first,
                           size_t depth)
{
    if (!first[node->maker]) first[node->maker] = node;
    if (depth > SLSC_LIMIT_HEIGHT) return;
    for (size_t i = 0; i < slsc_node_count(node); i++)
        collect_makers(e, slsc_node_at(node, i), first, depth + 1);
}

/* Who made parts of it besides its maker, each with the place of the first part. */
static void touched_lines(explainer *e, const slsc_node *node)
{
    const slsc_node **first =
        SLSC_NEW_ARRAY(e->unit->arena, const slsc_node *, e->unit->maker_count);
    collect_makers(e, node, first, 0);
    for (size_t i = 0; i < e->unit->maker_count; i++) {
        if (!first[i] || i == node->maker) continue;
        begin_line(e, "parts by");
        const char *name = maker_of(e, first[i]);
        const bool written = i == 0 || slsc_str_is(slsc_str_z(name), "resolve");
        slsc_sb_addf(e->out, "%s, ", i == 0 ? "the source" : written ? "variables" : name);
        slsc_sb_addz(e->out, written ? "first at " : "for ");
        add_place(e, slsc_unit_place(e->unit, first[i], false));
        slsc_sb_char(e->out, '\n');
    }
}

/* ---- References ---- */

static bool tell_once(explainer *e, slsc_str name)
{
    if (slsc_node_get(e->unit, e->told, name)) return false;
    slsc_node_set(e->unit, e->told, name, slsc_node_bool(e->unit, true, e->about));
    return true;
}

static void reference_line(explainer *e, const char *title, slsc_str name, const slsc_reference *r)
{
    if (!tell_once(e, name)) return;
    begin_line(e, title);
    add_safe(e, name);
    slsc_sb_addf(e->out, ", %s at ", r->by);
    add_place(e, slsc_unit_place(e->unit, r->at, false));
    slsc_sb_char(e->out, '\n');
}

static void tell_use(void *context, const slsc_reference *r)
{
    explainer *e = context;
    if (!r->secret && !slsc_str_starts(r->name, SLSC_STR("AWS::")))
        reference_line(e, "refers to", r->name, r);
}

/* "HelloLambdaFunction", or "Outputs.Name". */
static slsc_str owner_of(const explainer *e, const slsc_node *node)
{
    const slsc_node *template_ = e->unit->roots[SLSC_TEMPLATE];
    while (node->parent->parent != template_) node = node->parent;
    const slsc_str section = slsc_node_member(node->parent)->key->text;
    const slsc_str name = slsc_node_member(node)->key->text;
    if (slsc_str_is(section, "Resources")) return name;
    return slsc_strf(e->unit->arena, "%.*s.%.*s", SLSC_FMT(section), SLSC_FMT(name));
}

static void tell_user(void *context, const slsc_reference *r)
{
    explainer *e = context;
    const bool to_resource = r->kind <= SLSC_REFERENCE_ORDER;
    if (!to_resource || !slsc_str_eq(r->name, e->id)) return;
    reference_line(e, "needed by", owner_of(e, r->at), r);
}

static void explain_resource(explainer *e, const slsc_node *resource)
{
    slsc_unit *unit = e->unit;
    e->about = resource;
    e->id = slsc_node_member(resource)->key->text;
    add_safe(e, e->id);
    slsc_sb_addz(e->out, ": ");
    add_safe(e, slsc_node_text(unit, slsc_node_getz(unit, resource, "Type")));
    slsc_sb_char(e->out, '\n');
    place_line(e, "from", slsc_unit_place(unit, resource, true));
    begin_line(e, "made by");
    slsc_sb_addf(e->out, "%s\n",
                 resource->maker ? maker_of(e, resource) : "nobody: it is written so");
    touched_lines(e, resource);
    e->told = slsc_node_new(unit, SLSC_MAP, resource);
    slsc_references_each(unit, resource, tell_use, e);
    e->told = slsc_node_new(unit, SLSC_MAP, resource);
    slsc_references_each(unit, unit->roots[SLSC_TEMPLATE], tell_user, e);
}

/* ---- Values ---- */

static void value_line(explainer *e, const slsc_node *node)
{
    const slsc_kind kind = slsc_node_kind(node);
    begin_line(e, "value");
    if (node->secret)
        slsc_sb_addz(e->out, "not shown: it comes from the environment, a parameter or a secret");
    else if (kind == SLSC_MAP || kind == SLSC_LIST)
        slsc_sb_addf(e->out, "a %s of %zu", kind == SLSC_MAP ? "map" : "list",
                     slsc_node_count(node));
    else
        add_safe(e, slsc_node_text(e->unit, node));
    slsc_sb_char(e->out, '\n');
}

static void through_lines(explainer *e, const slsc_node *expression, unsigned depth);

/* What is nothing but ${self:some.path} leads on to the expression that stands there. */
static void follow_lines(explainer *e, slsc_str text, unsigned depth)
{
    const slsc_str begin = SLSC_STR("${self:");
    if (!slsc_str_starts(text, begin) || !slsc_str_ends(text, SLSC_STR("}"))) return;
    const slsc_str path = slsc_str_sub(text, begin.len, text.len - begin.len - 1);
    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] == '$' || path.ptr[i] == ',' || path.ptr[i] == '}') return;
    const slsc_node *node =
        slsc_node_path(e->unit, e->unit->roots[SLSC_CONFIG], slsc_str_cstr(e->unit->arena, path));
    if (node && is_resolved(e, node)) through_lines(e, node->from, depth + 1);
}

/* Outermost first: what stands in the file, then what that led to. */
static void through_lines(explainer *e, const slsc_node *expression, unsigned depth)
{
    if (!expression || depth > MAX_STEPS) return;
    through_lines(e, expression->from, depth + 1);
    if (slsc_node_kind(expression) != SLSC_STRING) return;
    begin_line(e, "through");
    if (!expression->secret) add_safe(e, expression->as.string);
    slsc_sb_addz(e->out, expression->secret ? "a variable at " : " at ");
    add_place(e, expression->place);
    slsc_sb_char(e->out, '\n');
    if (!expression->secret) follow_lines(e, expression->as.string, depth);
}

static void explain_value(explainer *e, slsc_str name, const slsc_node *node)
{
    const slsc_member *member = slsc_node_member(node);
    add_safe(e, name);
    slsc_sb_char(e->out, '\n');
    value_line(e, node);
    if (is_resolved(e, node)) {
        if (!node->secret) place_line(e, "written at", node->place);
        through_lines(e, node->from, 0);
        return;
    }
    if (!node->from) {
        place_line(e, "written at", node->place);
        return;
    }
    begin_line(e, "made by");
    slsc_sb_addf(e->out, "%s\n", maker_of(e, node));
    place_line(e, "for", slsc_unit_place(e->unit, node, member && member->key_place.file));
}

/* ---- Names ---- */

slsc_status slsc_explain_resource(slsc_unit *unit, slsc_str name, slsc_sb *out)
{
    explainer e = { .unit = unit, .out = out };
    const slsc_node *template_ = unit->roots[SLSC_TEMPLATE];
    const slsc_node *resources = slsc_node_getz(unit, template_, "Resources");
    const char *path = slsc_str_cstr(unit->arena, name);
    const slsc_node *node = slsc_node_path(unit, resources, path);
    if (!node) node = slsc_node_path(unit, unit->roots[SLSC_CONFIG], path);
    if (!node) node = slsc_node_path(unit, template_, path);
    if (!node) return SLSC_FAIL;
    if (node->parent && node->parent == resources)
        explain_resource(&e, node);
    else
        explain_value(&e, name, node);
    return SLSC_OK;
}
