/* owners.c: the configuration -> a list of packages.
 *
 * A function is an image (no package), or has a zip given by the user, or one of its own
 * (`individually`, said by itself or by the service), or shares the service's. A layer always has
 * its own. */
#include "back/package/packages.h"
#include "back/package/rules.h"

#include <stdint.h>
#include <stdlib.h>

typedef struct planner {
    slsc_unit *unit;
    slsc_plans *out;
    size_t plan_capacity, owner_capacity;
    const slsc_node *config, *package; /* the service's */
    slsc_rules defaults[2];            /* for layers; for functions */
    const slsc_node *idle;             /* the first patterns of a function that have no effect */
    slsc_str idle_of;
    size_t idle_count;
    size_t service; /* position + 1 of the service's own package; 0: nobody wanted it yet */
    slsc_status status;
} planner;

static int by_address(const void *a, const void *b);

/* ---- Packages -------------------------------------------------------------------------------- */

static slsc_plan *add_plan(planner *p, slsc_str file, slsc_str label, const slsc_node *at)
{
    slsc_plans *out = p->out;
    out->items = slsc_arena_grow(p->unit->arena, out->items, out->count, &p->plan_capacity,
                                 sizeof *out->items);
    slsc_plan *plan = &out->items[out->count++];
    *plan = (slsc_plan) { .file = file, .label = label, .at = at };
    return plan;
}

static void add_owner(planner *p, const slsc_node *node, size_t package)
{
    slsc_plans *out = p->out;
    out->owners = slsc_arena_grow(p->unit->arena, out->owners, out->owner_count, &p->owner_capacity,
                                  sizeof *out->owners);
    out->owners[out->owner_count++] = (slsc_owner) { node, package, 0 };
    out->items[package].owners++;
}

/* A zip is named after a key of the configuration, so that must not lead anywhere. */
static slsc_str zip_name(planner *p, slsc_str name, const slsc_node *at)
{
    bool bad = name.len == 0 || name.len > 200;
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        bad = bad || c < 0x20 || c == 0x7f || c == '/' || c == '\\';
    }
    if (bad)
        p->status = slsc_errorf(p->unit, at, "package/bad-name",
                                "a package cannot be named `%.*s.zip`", SLSC_FMT(name));
    return slsc_strf(p->unit->arena, "%.*s.zip", SLSC_FMT(name));
}

/* --hermetic reads nothing that lies elsewhere. */
static void check_inside(planner *p, const slsc_node *path)
{
    slsc_unit *unit = p->unit;
    if (!unit->settings.hermetic ||
        slsc_path_inside(slsc_path_normalize(unit->arena, path->as.string)))
        return;
    p->status = slsc_errorf(unit, path, "package/outside",
                            "`%.*s` is outside of the service, where --hermetic does not read",
                            SLSC_FMT(path->as.string));
}

static void plan_given(planner *p, const slsc_node *artifact, slsc_str label)
{
    slsc_str path = artifact->as.string;
    if (slsc_str_starts(path, SLSC_STR("s3://")) || slsc_str_starts(path, SLSC_STR("https://")))
        p->status = slsc_unit_report(
            p->unit, &(slsc_diag) {
                         .struct_size = sizeof(slsc_diag),
                         .severity = SLSC_ERROR,
                         .code = "package/remote-artifact",
                         .message = slsc_strf(p->unit->arena,
                                              "the package of %.*s is given as an address, and "
                                              "slsc downloads nothing",
                                              SLSC_FMT(label)),
                         .at = artifact,
                         .help = SLSC_STR("download it before, and write the path of the file") });
    else
        check_inside(p, artifact);
    add_plan(p, path, label, artifact)->given = artifact;
}

static const slsc_node *artifact_of(planner *p, const slsc_node *package)
{
    const slsc_node *artifact = slsc_node_getz(p->unit, package, "artifact");
    bool is_path = slsc_node_kind(artifact) == SLSC_STRING && artifact->as.string.len > 0;
    return is_path ? artifact : NULL;
}

static size_t service_package(planner *p)
{
    if (p->service > 0) return p->service - 1;
    const slsc_node *artifact = artifact_of(p, p->package);
    const slsc_node *at = slsc_node_getz(p->unit, p->config, "service");
    slsc_str label = SLSC_STR("the service");
    if (artifact) {
        plan_given(p, artifact, label);
    } else {
        const slsc_node *list = slsc_node_getz(p->unit, p->package, "patterns");
        slsc_plan *plan =
            add_plan(p, zip_name(p, p->unit->service.name, at), label, list ? list : at);
        slsc_rules_make(p->unit, p->defaults[1], p->package, NULL, &plan->choice);
    }
    p->service = p->out->count;
    return p->service - 1;
}

/* Told once, however many functions it is about. */
static void warn_of_idle(planner *p)
{
    if (p->idle_count == 0) return;
    slsc_str others = slsc_strf(p->unit->arena, " and %zu more", p->idle_count - 1);
    if (p->idle_count == 1) others.len = 0;
    slsc_str message = slsc_strf(p->unit->arena, "patterns of %.*s%.*s have no effect",
                                 SLSC_FMT(p->idle_of), SLSC_FMT(others));
    slsc_unit_report(p->unit,
                     &(slsc_diag) { .struct_size = sizeof(slsc_diag),
                                    .severity = SLSC_WARNING,
                                    .code = "package/patterns-ignored",
                                    .message = message,
                                    .at = p->idle,
                                    .help = SLSC_STR("write `individually: true` beside them") });
}

static void plan_function(planner *p, const slsc_node *function, slsc_str key)
{
    slsc_unit *unit = p->unit;
    if (slsc_node_truthy(slsc_node_getz(unit, function, "image"))) return;
    const slsc_node *own = slsc_node_getz(unit, function, "package");
    bool alone = slsc_node_truthy(slsc_node_getz(unit, own, "individually"));
    bool all_alone = slsc_node_truthy(slsc_node_getz(unit, p->package, "individually"));
    slsc_str label = slsc_strf(unit->arena, "function `%.*s`", SLSC_FMT(key));
    slsc_rules_warn(unit, own);
    if (artifact_of(p, own)) {
        plan_given(p, artifact_of(p, own), label);
        add_owner(p, function, p->out->count - 1);
    } else if (alone || (all_alone && !artifact_of(p, p->package))) {
        const slsc_node *list = slsc_node_getz(unit, own, "patterns");
        slsc_plan *plan = add_plan(p, zip_name(p, key, function), label, list ? list : function);
        slsc_rules_make(p->unit, p->defaults[1], p->package, own, &plan->choice);
        add_owner(p, function, p->out->count - 1);
    } else {
        slsc_node *list = slsc_node_getz(unit, own, "patterns");
        if (slsc_node_count(list) > 0 && p->idle_count++ == 0) {
            p->idle = list;
            p->idle_of = label;
        }
        add_owner(p, function, service_package(p));
    }
}

/* ---- Layers ---------------------------------------------------------------------------------- */

typedef struct layer_folder {
    slsc_str path;
    size_t plan;
} layer_folder;

static int by_folder(const void *a, const void *b)
{
    const layer_folder *x = a, *y = b;
    int order = slsc_str_cmp(x->path, y->path);
    return order != 0 ? order : (x->plan > y->plan) - (x->plan < y->plan);
}

/* A line end in a path is a slip of the pen (`path: |`), and no name of a folder. */
static bool has_control(slsc_str path)
{
    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] == '\n' || path.ptr[i] == '\r' || path.ptr[i] == '\0') return true;
    return false;
}

static slsc_str plan_layer(planner *p, const slsc_node *layer, slsc_str key)
{
    slsc_unit *unit = p->unit;
    const slsc_node *own = slsc_node_getz(unit, layer, "package");
    slsc_str label = slsc_strf(unit->arena, "layer `%.*s`", SLSC_FMT(key)), none = { NULL, 0 };
    slsc_rules_warn(unit, own);
    if (artifact_of(p, own)) {
        plan_given(p, artifact_of(p, own), label);
        add_owner(p, layer, p->out->count - 1);
        return none;
    }
    const slsc_node *path = slsc_node_getz(unit, layer, "path");
    slsc_plan *plan = add_plan(p, zip_name(p, key, layer), label, path ? path : layer);
    add_owner(p, layer, p->out->count - 1);
    slsc_rules_make(p->unit, p->defaults[0], p->package, own, &plan->choice);
    if (slsc_node_kind(path) == SLSC_STRING && has_control(path->as.string)) {
        p->status = slsc_errorf(unit, path, "package/bad-layer-path",
                                "the path of layer `%.*s` has a line end or a NUL", SLSC_FMT(key));
        return none;
    }
    if (slsc_node_kind(path) == SLSC_STRING) {
        slsc_str folder = slsc_path_normalize(unit->arena, path->as.string);
        check_inside(p, path);
        return slsc_str_is(folder, ".") ? SLSC_STR("") : folder;
    }
    p->status =
        slsc_errorf(unit, layer, "package/no-layer-folder",
                    "layer `%.*s` has neither `path` nor `package.artifact`", SLSC_FMT(key));
    return none;
}

/* The folder of each layer, walked once when several layers share it. */
static void plan_layers(planner *p)
{
    slsc_plans *out = p->out;
    const slsc_node *layers = slsc_node_getz(p->unit, p->config, "layers");
    size_t n = slsc_node_kind(layers) == SLSC_MAP ? slsc_node_count(layers) : 0, count = 0;
    layer_folder *folders = SLSC_NEW_ARRAY(p->unit->arena, layer_folder, n + 1);
    out->folders = SLSC_NEW_ARRAY(p->unit->arena, slsc_folder, n + 1);
    out->folder_count = 1;
    for (size_t i = 0; i < n; i++) {
        const slsc_node *layer = slsc_node_at(layers, i);
        slsc_str path = plan_layer(p, layer, slsc_node_key(layers, i));
        if (path.ptr) folders[count++] = (layer_folder) { path, out->count - 1 };
    }
    if (count > 1) qsort(folders, count, sizeof *folders, by_folder);
    for (size_t i = 0; i < count; i++) {
        slsc_plan *plan = &out->items[folders[i].plan];
        if (i == 0 || !slsc_str_eq(folders[i].path, folders[i - 1].path))
            out->folders[out->folder_count++] =
                (slsc_folder) { .path = folders[i].path, .at = plan->at };
        plan->folder = out->folder_count - 1;
    }
}

/* ---- Packages that passes ask for ------------------------------------------------------------ */

/* Nothing of the service is in them. */
static void plan_own_packages(planner *p)
{
    const struct slsc_packages *all = slsc_packages_of(p->unit);
    slsc_pattern *nothing = SLSC_NEW(p->unit->arena, slsc_pattern);
    *nothing = (slsc_pattern) { SLSC_STR("!**"), NULL };
    for (size_t i = 0; i < all->own_count; i++) {
        const slsc_own_package *own = &all->own[i];
        slsc_str label = slsc_strf(p->unit->arena, "package `%.*s`", SLSC_FMT(own->name));
        slsc_plan *plan = add_plan(p, zip_name(p, own->name, own->node), label, own->node);
        plan->choice = (slsc_choice) { .filters = nothing, .filter_count = 1 };
        add_owner(p, own->node, p->out->count - 1);
    }
}

/* ---- Packages that passes replace ------------------------------------------------------------ */

/* Behind the patterns that are always there: nothing. What the user's patterns name comes later. */
static void take_nothing(planner *p, slsc_choice *choice, bool patterns)
{
    slsc_pattern *filters = SLSC_NEW_ARRAY(p->unit->arena, slsc_pattern, choice->filter_count + 1);
    for (size_t i = 0; i < choice->filter_count; i++) filters[i] = choice->filters[i];
    filters[choice->filter_count++] = (slsc_pattern) { SLSC_STR("!**"), NULL };
    choice->filters = filters;
    if (!patterns) choice->pattern_count = 0;
}

/* Owners are sorted. A pass may say it of what has no package: an image, say. */
static void replace_packages(planner *p)
{
    const struct slsc_packages *all = slsc_packages_of(p->unit);
    slsc_plans *out = p->out;
    bool *patterns = SLSC_NEW_ARRAY(p->unit->arena, bool, out->count + 1);
    for (size_t i = 0; i < all->replaced_count; i++) {
        const slsc_replaced *replaced = &all->replaced[i];
        slsc_owner *owner = bsearch(&(slsc_owner) { replaced->function, 0, 0 }, out->owners,
                                    out->owner_count, sizeof *out->owners, by_address);
        if (!owner || out->items[owner->package].given) continue;
        if (owner->made == 0) out->items[owner->package].replaced++;
        owner->made = replaced->made + 1;
        patterns[owner->package] = patterns[owner->package] || replaced->patterns;
    }
    for (size_t i = 0; i < out->count; i++)
        if (out->items[i].replaced && out->items[i].replaced == out->items[i].owners)
            take_nothing(p, &out->items[i].choice, patterns[i]);
}

/* ---- All of it ------------------------------------------------------------------------------- */

slsc_str slsc_plan_output(slsc_unit *unit, slsc_str folder)
{
    slsc_arena *arena = unit->arena;
    slsc_str output =
        unit->settings.package.len > 0 ? unit->settings.package : SLSC_STR(".serverless");
    output = slsc_path_normalize(arena, slsc_path_join(arena, unit->folder, output));
    slsc_str top = slsc_path_normalize(arena, slsc_path_join(arena, unit->folder, folder));
    if (slsc_str_is(top, ".")) return slsc_path_inside(output) ? output : (slsc_str) { NULL, 0 };
    bool inside = slsc_str_starts(output, top) && output.len > top.len + 1 &&
                  (output.ptr[top.len] == '/' || slsc_str_is(top, "/"));
    if (!inside) return (slsc_str) { NULL, 0 };
    return slsc_str_sub(output, slsc_str_is(top, "/") ? 1 : top.len + 1, output.len);
}

static int by_address(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)((const slsc_owner *)a)->node;
    uintptr_t y = (uintptr_t)((const slsc_owner *)b)->node;
    return (x > y) - (x < y);
}

const slsc_owner *slsc_owner_of(const slsc_owner *owners, size_t n, const slsc_node *node)
{
    slsc_owner wanted = { node, 0, 0 };
    return n > 0 ? bsearch(&wanted, owners, n, sizeof *owners, by_address) : NULL;
}

static int by_base(const void *a, const void *b)
{
    const slsc_plan *x = *(const slsc_plan *const *)a, *y = *(const slsc_plan *const *)b;
    int order = slsc_str_cmp(slsc_path_base(x->file), slsc_path_base(y->file));
    return order != 0 ? order : (x > y) - (x < y);
}

/* Two zips that we make under one name would overwrite each other (function `x` of service `x`,
 * say); given ones meet in the bucket, where the reference lets the last one win. */
static void check_names(planner *p)
{
    slsc_plans *out = p->out;
    const slsc_plan **plans = SLSC_NEW_ARRAY(p->unit->arena, const slsc_plan *, out->count + 1);
    for (size_t i = 0; i < out->count; i++) plans[i] = &out->items[i];
    if (out->count > 1) qsort(plans, out->count, sizeof *plans, by_base);
    for (size_t i = 1; i < out->count; i++) {
        const slsc_plan *one = plans[i - 1], *two = plans[i];
        slsc_str name = slsc_path_base(two->file);
        if (!slsc_str_eq(slsc_path_base(one->file), name)) continue;
        if (!one->given && !two->given)
            p->status = slsc_errorf(p->unit, two->at, "package/same-name",
                                    "%.*s and %.*s would both be packaged as `%.*s`",
                                    SLSC_FMT(two->label), SLSC_FMT(one->label), SLSC_FMT(name));
        else if (!slsc_str_eq(one->file, two->file))
            slsc_warnf(p->unit, two->at, "package/same-name",
                       "the packages of %.*s and %.*s overwrite each other in the bucket: both are "
                       "named `%.*s`",
                       SLSC_FMT(two->label), SLSC_FMT(one->label), SLSC_FMT(name));
    }
}

slsc_status slsc_plans_make(slsc_unit *unit, slsc_plans *plans)
{
    planner p = { .unit = unit, .out = plans, .config = unit->roots[SLSC_CONFIG] };
    *plans = (slsc_plans) { 0 };
    p.package = slsc_node_getz(unit, p.config, "package");
    slsc_rules_warn(unit, p.package);
    for (int i = 0; i < 2; i++) p.defaults[i] = slsc_rules_default(unit, i == 1);
    const slsc_node *functions = slsc_node_getz(unit, p.config, "functions");
    for (size_t i = 0; slsc_node_kind(functions) == SLSC_MAP && i < slsc_node_count(functions);
         i++) {
        const slsc_node *function = slsc_node_at(functions, i);
        if (slsc_node_kind(function) == SLSC_MAP)
            plan_function(&p, function, slsc_node_key(functions, i));
    }
    warn_of_idle(&p);
    plan_layers(&p);
    plan_own_packages(&p);
    plans->folders[0].at = p.package ? p.package : slsc_node_getz(unit, p.config, "service");
    for (size_t i = 0; i < plans->folder_count; i++)
        plans->folders[i].skip = slsc_plan_output(unit, plans->folders[i].path);
    const slsc_node *drop = slsc_node_getz(unit, p.package, "excludeDevDependencies");
    if (slsc_node_kind(drop) == SLSC_NONE || slsc_node_kind(drop) == SLSC_NULL ||
        slsc_node_truthy(drop))
        plans->folders[0].dependencies = slsc_dependencies_new(unit);
    check_names(&p);
    if (plans->owner_count > 1)
        qsort(plans->owners, plans->owner_count, sizeof *plans->owners, by_address);
    replace_packages(&p);
    return p.status;
}
