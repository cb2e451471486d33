/* self.c: ${self:path}, a value of the configuration itself. It is ready when it is handed out:
 * nothing in it waits for a variable.
 *
 * Frameworks 1 and 2 knew the stage and the region that are not written anywhere, and the service's
 * name under two names, however `service` was written. */
#include "front/framework.h"
#include "front/variables/sources/sources.h"
#include "tree/path.h"

/* What the framework fills in later than such a variable is read. */
static slsc_str late_default(slsc_str address)
{
    if (slsc_str_is(address, "provider.stage"))
        return SLSC_STR("it is not set in the file: write `${sls:stage}` for the stage in use");
    if (slsc_str_is(address, "provider.region"))
        return SLSC_STR("it is not set in the file: write `${aws:region}` for the region in use");
    return (slsc_str) { NULL, 0 };
}

/* Looking for the nearest key takes its time: with thousands of faults only the first are helped.
 */
enum { MOST_HELPED = 200 };

static void explain(slsc_question *q, const slsc_node *where, slsc_str step)
{
    slsc_arena *arena = q->resolver->unit->arena;
    const slsc_str near = q->resolver->helped++ < MOST_HELPED ? slsc_source_nearest_key(where, step)
                                                              : (slsc_str) { NULL, 0 };
    const slsc_str path = slsc_path_of(q->resolver->unit, where);
    q->help = late_default(q->address);
    if (q->help.len == 0 && near.len) {
        /* The steps before the missing one, and those behind it. */
        const size_t before = path.len ? path.len + 1 : 0;
        const size_t behind = before + step.len;
        const slsc_str rest = slsc_str_sub(q->address, behind, q->address.len);
        q->help = slsc_strf(arena, "did you mean `${self:%.*s%s%.*s%.*s}`", SLSC_FMT(path),
                            path.len ? "." : "", SLSC_FMT(near), SLSC_FMT(rest));
    }
    if (path.len)
        q->label = slsc_strf(arena, "`%.*s` has no `%.*s`", SLSC_FMT(path), SLSC_FMT(step));
}

/* The service's name, of `service: x` or `service: {name: x}`. Newer frameworks have one form of
 * each only, and the map is nobody's value. */
static slsc_str address_of(const slsc_question *q)
{
    slsc_unit *unit = q->resolver->unit;
    const slsc_str name = SLSC_STR("service.name");
    const bool bare = slsc_str_is(q->address, "service");
    if (!bare && !slsc_str_eq(q->address, name)) return q->address;
    const slsc_node *service = slsc_node_getz(unit, q->resolver->root, "service");
    const bool map = slsc_node_kind(service) == SLSC_MAP;
    if (bare && map && slsc_node_getz(unit, service, "name")) return name;
    if (!bare && !map && slsc_framework_of(unit) < 3) return SLSC_STR("service");
    return q->address;
}

/* What stood in `provider` before the file was read: the defaults, whatever the command line says.
 */
static slsc_str early_default(const slsc_question *q)
{
    if (slsc_framework_of(q->resolver->unit) > 2) return (slsc_str) { NULL, 0 };
    if (slsc_str_is(q->address, "provider.stage")) return SLSC_STR("dev");
    if (slsc_str_is(q->address, "provider.region")) return SLSC_STR("us-east-1");
    return (slsc_str) { NULL, 0 };
}

slsc_answer slsc_source_self(slsc_question *q)
{
    slsc_node *node = NULL;
    slsc_str step = { NULL, 0 };
    const slsc_answer answer =
        slsc_resolver_walk(q->resolver, address_of(q), q->from, &node, &step);
    if (answer == SLSC_ANSWER_NONE) {
        const slsc_str early = early_default(q);
        if (early.len) return slsc_source_string(q, early, false);
    }
    if (answer == SLSC_ANSWER_NONE && q->last && !q->secret) explain(q, node, step);
    if (answer == SLSC_ANSWER_VALUE && node->kind == SLSC_NULL) q->label = SLSC_STR("it is null");
    q->value.node = node;
    return answer;
}
