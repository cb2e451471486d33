/* check_references.c: names in the template that nothing has: a deployment would fail on them,
 * after minutes, with a message that has no place.
 *
 * What a macro adds is not known here, so a template with one is left alone; so is a section that
 * is filled by a function. */
#include "std.h"

enum { ADVISED = 20 }; /* faults for which a nearer name is looked for */

typedef struct reference_check {
    const slsc_host *h;
    slsc_unit *u;
    const slsc_references *references;
    slsc_node *resources, *parameters, *conditions, *mappings;
    unsigned faults;
} reference_check;

/* ---- What may be referred to ---- */

static int is_pseudo_parameter(slsc_str name)
{
    static const char *const names[] = { "AWS::AccountId", "AWS::NotificationARNs", "AWS::NoValue",
                                         "AWS::Partition", "AWS::Region",           "AWS::StackId",
                                         "AWS::StackName", "AWS::URLSuffix",        NULL };
    for (const char *const *known = names; *known; known++)
        if (slsc_is(name, *known)) return 1;
    return 0;
}

static int ends_with(slsc_str s, const char *end)
{
    size_t n = strlen(end);
    return s.len >= n && memcmp(s.ptr + s.len - n, end, n) == 0;
}

/* A section whose members CloudFormation makes: Fn::Transform, Fn::ForEach::Name. */
static int is_computed(const slsc_host *h, const slsc_node *section)
{
    for (size_t i = 0; i < h->count(section); i++)
        if (slsc_begins(h->key(section, i), "Fn::")) return 1;
    return 0;
}

/* Whether all that a stack will have stands in the template. */
static int is_closed(const slsc_host *h, slsc_unit *u)
{
    static const char *const sections[] = { "Resources", "Parameters", "Conditions", "Mappings",
                                            NULL };
    slsc_node *template_ = h->root(u, SLSC_TEMPLATE);
    slsc_node *resources = slsc_get(h, u, template_, "Resources");
    if (slsc_truthy(h, u, slsc_get(h, u, template_, "Transform"))) return 0;
    for (const char *const *name = sections; *name; name++)
        if (is_computed(h, slsc_get(h, u, template_, *name))) return 0;
    for (size_t i = 0; i < h->count(resources); i++)
        if (ends_with(h->text(u, slsc_get(h, u, h->at(resources, i), "Type")), "::MODULE"))
            return 0;
    return 1;
}

/* ---- Telling ---- */

/* What several functions say of one name is told once: so the message tells of the name alone. */
static void tell(reference_check *c, const slsc_reference *r, const slsc_node *at,
                 const slsc_node *candidates, const char *code, const char *what)
{
    slsc_diag diag;
    slsc_str name = r->at == at ? r->name : c->h->text(c->u, at), near = { NULL, 0 };
    memset(&diag, 0, sizeof diag);
    diag.struct_size = (uint32_t)sizeof diag;
    diag.severity = SLSC_WARNING;
    diag.code = code;
    diag.at = at;
    if (r->secret)
        diag.message = slsc_textf(c->h, c->u, "the name behind `%s` is %s", r->by, what);
    else
        diag.message = slsc_textf(c->h, c->u, "`%.*s` is %s", SLSC_ARG(name), what);
    if (!r->secret && c->faults++ < ADVISED) near = c->references->nearest(c->u, name, candidates);
    if (near.len) diag.help = slsc_textf(c->h, c->u, "did you mean `%.*s`?", SLSC_ARG(near));
    c->h->report(c->u, &diag);
}

static int has(const reference_check *c, const slsc_node *section, slsc_str name)
{
    return c->h->get(c->u, section, name) != NULL;
}

static void check_resource(reference_check *c, const slsc_reference *r)
{
    int is_value = r->kind == SLSC_REFERENCE_VALUE;
    if (has(c, c->resources, r->name)) return;
    if (!has(c, c->parameters, r->name) && !is_pseudo_parameter(r->name))
        tell(c, r, r->at, c->resources, "template/no-such-resource",
             "neither a resource nor a parameter of the template");
    else if (!is_value)
        tell(c, r, r->at, c->resources, "template/no-such-resource",
             r->kind == SLSC_REFERENCE_ORDER ? "a parameter, and `DependsOn` takes resources"
                                             : "a parameter, which has no attributes");
}

/* [map, key, key]: keys that are computed are not known here. */
static void check_mapping(reference_check *c, const slsc_reference *r)
{
    const slsc_host *h = c->h;
    slsc_node *level = h->get(c->u, c->mappings, r->name);
    if (!level) {
        tell(c, r, r->at, c->mappings, "template/no-such-mapping", "no mapping of the template");
        return;
    }
    if (h->count(r->call) != 3) return; /* a fourth is the default */
    for (size_t i = 1; i < 3; i++) {
        slsc_node *key = h->at(r->call, i), *next;
        if (!slsc_is_string(h, c->u, key) || is_computed(h, level)) return;
        next = h->get(c->u, level, h->text(c->u, key));
        if (!next) {
            tell(c, r, key, level, "template/no-such-mapping", "no key of the mapping");
            return;
        }
        level = next;
    }
}

static void check(void *context, const slsc_reference *r)
{
    reference_check *c = (reference_check *)context;
    switch (r->kind) {
    case SLSC_REFERENCE_VALUE:
    case SLSC_REFERENCE_ATTRIBUTE:
    case SLSC_REFERENCE_ORDER: check_resource(c, r); break;
    case SLSC_REFERENCE_CONDITION:
        if (!has(c, c->conditions, r->name))
            tell(c, r, r->at, c->conditions, "template/no-such-condition",
                 "no condition of the template");
        break;
    case SLSC_REFERENCE_MAPPING: check_mapping(c, r); break;
    default: break;
    }
}

slsc_status std_check_references(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *template_ = h->root(u, SLSC_TEMPLATE);
    reference_check c = { h,
                          u,
                          (const slsc_references *)h->extension(u, SLSC_EXT_REFERENCES),
                          slsc_get(h, u, template_, "Resources"),
                          slsc_get(h, u, template_, "Parameters"),
                          slsc_get(h, u, template_, "Conditions"),
                          slsc_get(h, u, template_, "Mappings"),
                          0 };
    (void)state;
    if (is_closed(h, u)) c.references->each(u, template_, check, &c);
    return SLSC_OK;
}
