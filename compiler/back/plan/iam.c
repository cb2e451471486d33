/* iam.c: what is allowed that was not.
 *
 * Every policy document of a resource, wherever it stands, is spread into grants: one action on one
 * resource by one principal under one condition. A grant is new when no grant of before covers it,
 * wildcards counted, so splitting or reordering statements is no change, and neither is dropping a
 * grant. A Deny of before that is there no more allows too. */
#include "back/plan/findings.h"

#include "back/plan/report.h"
#include "tree/print.h"

#include <ctype.h>

enum { GRANTS = 2000, SHOWN = 4 }; /* a role has 10,240 bytes of policy */

typedef struct grant {
    slsc_str action, resource, principal, condition;
    slsc_str shown; /* the action as it is written: comparing it, case does not count */
    const slsc_node *at;
    bool deny, exact; /* exact: NotAction, NotResource: compared as they are */
} grant;

typedef struct grants {
    slsc_unit *unit;
    grant *items;
    size_t count, capacity;
    slsc_node *known; /* their texts */
    bool overflow;
} grants;

static slsc_str lower(slsc_unit *unit, slsc_str text)
{
    char *copy = slsc_arena_alloc(unit->arena, text.len + 1, 1);
    for (size_t i = 0; i < text.len; i++) copy[i] = (char)tolower((unsigned char)text.ptr[i]);
    return (slsc_str) { copy, text.len };
}

static slsc_str grant_key(slsc_unit *unit, const grant *g)
{
    const slsc_str parts[] = { g->action, g->resource, g->principal, g->condition };
    slsc_sb key = slsc_sb_new(unit->arena, 0);
    slsc_sb_char(&key, g->deny ? '-' : '+');
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        slsc_sb_add(&key, parts[i]);
        slsc_sb_char(&key, '\n');
    }
    return slsc_sb_str(&key);
}

static void add_grant(grants *all, grant g)
{
    if (all->count >= GRANTS) {
        all->overflow = true;
        return;
    }
    const slsc_str key = grant_key(all->unit, &g);
    if (slsc_node_get(all->unit, all->known, key)) return;
    slsc_node_set(all->unit, all->known, key, slsc_node_bool(all->unit, true, all->known));
    all->items = slsc_arena_grow(all->unit->arena, all->items, all->count, &all->capacity,
                                 sizeof *all->items);
    all->items[all->count++] = g;
}

/* An element of a list, or the value itself. */
static size_t many(const slsc_node *value)
{
    return slsc_node_kind(value) == SLSC_LIST ? slsc_node_count(value) : 1;
}

static const slsc_node *one(const slsc_node *value, size_t i)
{
    return slsc_node_kind(value) == SLSC_LIST ? slsc_node_at(value, i) : value;
}

/* Principals as "AWS:arn", "Service:name"; "*" for anyone; "" where there is none. */
static slsc_node *principals(slsc_unit *unit, const slsc_node *statement)
{
    slsc_node *out = slsc_node_new(unit, SLSC_LIST, statement);
    const slsc_node *principal = slsc_node_getz(unit, statement, "Principal");
    if (slsc_node_kind(principal) != SLSC_MAP || slsc_is_opaque(principal)) {
        const slsc_str text = principal ? slsc_plan_text(unit, principal) : SLSC_STR("");
        slsc_node_append(unit, out, slsc_node_string(unit, text, statement));
        return out;
    }
    for (size_t i = 0; i < slsc_node_count(principal); i++) {
        const slsc_node *values = slsc_node_at(principal, i);
        const slsc_str kind = slsc_node_key(principal, i);
        for (size_t k = 0; k < many(values); k++) {
            const slsc_str text = slsc_plan_text(unit, one(values, k));
            const bool anyone = slsc_str_is(text, "*") && slsc_str_is(kind, "AWS");
            slsc_node_append(unit, out,
                             slsc_node_string(unit,
                                              anyone ? text
                                                     : slsc_strf(unit->arena, "%.*s:%.*s",
                                                                 SLSC_FMT(kind), SLSC_FMT(text)),
                                              statement));
        }
    }
    return out;
}

static void add_statement(grants *all, const slsc_node *statement)
{
    slsc_unit *unit = all->unit;
    const slsc_node *action = slsc_node_getz(unit, statement, "Action");
    const slsc_node *resource = slsc_node_getz(unit, statement, "Resource");
    const slsc_node *condition = slsc_node_getz(unit, statement, "Condition");
    grant g = { .deny = slsc_node_is_text(slsc_node_getz(unit, statement, "Effect"), "Deny") };
    g.exact = !action || slsc_node_getz(unit, statement, "NotResource") ||
              slsc_node_getz(unit, statement, "NotPrincipal");
    if (condition) g.condition = slsc_plan_text(unit, condition);
    if (g.exact) { /* what a negation covers is not told apart: the statement counts as a whole */
        g.action = g.shown = slsc_plan_text(unit, statement);
        g.at = statement->from;
        add_grant(all, g);
        return;
    }
    const slsc_node *who = principals(unit, statement);
    for (size_t a = 0; a < many(action) && !all->overflow; a++)
        for (size_t r = 0; r < many(resource) && !all->overflow; r++)
            for (size_t p = 0; p < slsc_node_count(who); p++) {
                g.shown = slsc_plan_text(unit, one(action, a));
                g.action = lower(unit, g.shown);
                g.at = one(action, a)->from;
                g.resource = resource ? slsc_plan_text(unit, one(resource, r)) : SLSC_STR("*");
                g.principal = slsc_node_at(who, p)->as.string;
                add_grant(all, g);
            }
}

/* Every policy document below a value. */
static void add_documents(grants *all, const slsc_node *value)
{
    if (slsc_is_scalar(value) || slsc_is_opaque(value)) return;
    const slsc_node *statements = slsc_node_getz(all->unit, value, "Statement");
    for (size_t i = 0; statements && i < many(statements); i++)
        add_statement(all, one(statements, i));
    for (size_t i = 0; !statements && i < slsc_node_count(value); i++)
        add_documents(all, slsc_node_at(value, i));
}

static grants grants_of(slsc_unit *unit, const slsc_resource *resource, const slsc_node *from)
{
    grants all = { .unit = unit, .known = slsc_node_new(unit, SLSC_MAP, from) };
    if (!resource) return all;
    add_documents(&all, resource->properties);
    const slsc_node *managed = slsc_node_getz(unit, resource->properties, "ManagedPolicyArns");
    for (size_t i = 0; slsc_node_kind(managed) == SLSC_LIST && i < slsc_node_count(managed); i++)
        add_grant(&all, (grant) { .action = SLSC_STR("managed policy"),
                                  .shown = SLSC_STR("what the managed policy allows"),
                                  .resource = slsc_plan_text(unit, slsc_node_at(managed, i)),
                                  .at = slsc_node_at(managed, i)->from });
    return all;
}

/* Does a pattern of `*` and `?` match all that `text` (a pattern itself) matches? */
static bool covers(slsc_str pattern, slsc_str text)
{
    size_t p = 0, t = 0, star = SIZE_MAX, mark = 0;
    while (t < text.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.len && (pattern.ptr[p] == text.ptr[t] ||
                                       (pattern.ptr[p] == '?' && text.ptr[t] != '*'))) {
            p++, t++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*') p++;
    return p == pattern.len;
}

static bool grant_covers(const grant *wide, const grant *g)
{
    return wide->deny == g->deny && !wide->exact && !g->exact && covers(wide->action, g->action) &&
           covers(wide->resource, g->resource) &&
           (slsc_str_eq(wide->principal, g->principal) || slsc_str_is(wide->principal, "*")) &&
           (!wide->condition.len || slsc_str_eq(wide->condition, g->condition));
}

static bool was_there(const grants *all, const grant *g)
{
    if (slsc_node_get(all->unit, all->known, grant_key(all->unit, g))) return true;
    for (size_t i = 0; i < all->count; i++)
        if (grant_covers(&all->items[i], g)) return true;
    return false;
}

/* Of a resource that is added only what is sweeping is told. */
static bool matters(const slsc_change *change, const grant *g)
{
    return change->old || slsc_str_is(g->action, "*") || slsc_str_ends(g->action, SLSC_STR(":*"));
}

static bool is_anyone(const grant *g)
{
    return slsc_str_is(g->principal, "*") && !g->condition.len;
}

/* Grants of one kind, told together in one finding. */
typedef struct telling {
    slsc_sb text;
    size_t count;
    const slsc_node *at; /* the first of them */
} telling;

static void tell(telling *t, const grant *g, const char *effect)
{
    if (!t->count) t->at = g->at;
    if (t->count++ >= SHOWN) return;
    slsc_sb_addf(&t->text, "%s%s %.*s", t->count > 1 ? "; " : "", effect, SLSC_FMT(g->shown));
    if (g->resource.len) slsc_sb_addf(&t->text, " on %.*s", SLSC_FMT(g->resource));
    if (g->principal.len)
        slsc_sb_addf(&t->text, " by %.*s",
                     SLSC_FMT(slsc_str_is(g->principal, "*") ? SLSC_STR("anyone") : g->principal));
    if (g->condition.len && !g->exact) slsc_sb_addz(&t->text, " under a condition");
}

static void told(slsc_findings *findings, const char *rule, const slsc_change *change, telling *t)
{
    if (t->count > SHOWN) slsc_sb_addf(&t->text, "; and %zu more", t->count - SHOWN);
    if (t->count)
        slsc_finding_add(findings, rule, change, t->at, "%.*s", SLSC_FMT(slsc_sb_str(&t->text)));
}

/* For readers of the list as a whole. */
static void record(slsc_findings *findings, const slsc_change *change, const grant *g, bool added)
{
    findings->grants =
        slsc_arena_grow(findings->unit->arena, findings->grants, findings->grant_count,
                        &findings->grant_capacity, sizeof *findings->grants);
    findings->grants[findings->grant_count++] =
        (slsc_grant) { change, g->shown, g->resource, g->principal, g->condition, added, g->deny };
}

static void compare(slsc_findings *findings, const slsc_change *change, const grants *before,
                    const grants *after)
{
    telling broad = { slsc_sb_new(findings->unit->arena, 0), 0, NULL }, open = broad;
    for (size_t i = 0; i < after->count; i++) {
        const grant *g = &after->items[i];
        if (was_there(before, g)) continue;
        record(findings, change, g, true);
        if (g->deny) continue;
        if (is_anyone(g))
            tell(&open, g, "allows");
        else if (matters(change, g))
            tell(&broad, g, "allows");
    }
    for (size_t i = 0; i < before->count; i++) {
        const grant *g = &before->items[i];
        if (was_there(after, g)) continue;
        record(findings, change, g, false);
        if (g->deny && change->new) tell(&broad, g, "no longer denies");
    }
    told(findings, "public", change, &open);
    told(findings, "iam-broadening", change, &broad);
}

void slsc_find_permissions(slsc_findings *findings, const slsc_change *change)
{
    const slsc_node *from = (change->new ? change->new : change->old)->raw;
    const grants before = grants_of(findings->unit, change->old, from);
    const grants after = grants_of(findings->unit, change->new, from);
    if (before.overflow || after.overflow)
        slsc_finding_add(findings, "iam-unclassified", change, NULL,
                         "its policies are too large to compare");
    else
        compare(findings, change, &before, &after);
}
