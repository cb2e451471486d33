/* externals.c: which packages go beside the bundle, and under which version they are told.
 *
 * What package.json lists under dependencies counts. What it lists under devDependencies alone is
 * a mistake that would show when the function runs, so it is an error; but aws-sdk is there for
 * tests, and Lambda has it. What it does not list at all is packed as it is installed, and told. */
#include "externals.h"

#include "parts.h"
#include "resolve/json.h"
#include "resolve/state.h"

#include <stdlib.h>

#define SAY(p, code, ...) bundler_externals_say(p, code, bundler_printf((p)->arena, __VA_ARGS__))
#define ARG(text) (int)(text).len, (text).ptr ? (text).ptr : ""

typedef struct choice {
    packing *p;
    const bundler_json *json; /* the service's package.json; NULL: there is none */
    lock_file lock;
    slsc_str *names; /* asked for, sorted */
    size_t name_count, name_capacity;
    slsc_str *texts;
    size_t text_count, text_capacity;
} choice;

void bundler_externals_say(packing *p, bundler_externals_code code, slsc_str text)
{
    const bool is_error = code >= BUNDLER_EXTERNALS_DEV && code <= BUNDLER_EXTERNALS_BROKEN;
    p->messages = bundler_grow(p->arena, p->messages, p->message_count, &p->message_capacity,
                               sizeof *p->messages);
    p->messages[p->message_count++] = (bundler_externals_message) { code, is_error, text };
    p->failed |= is_error;
}

int bundler_externals_order(slsc_str a, slsc_str b)
{
    const size_t shorter = a.len < b.len ? a.len : b.len;
    const int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int order_of_texts(const void *a, const void *b)
{
    return bundler_externals_order(*(const slsc_str *)a, *(const slsc_str *)b);
}

static bool is_among(const slsc_str *list, size_t count, slsc_str name)
{
    for (size_t i = 0; i < count; i++)
        if (bundler_eq(list[i], name)) return true;
    return false;
}

/* ---- What is asked for ---- */

static void add_name(choice *c, bundler_table *seen, slsc_str specifier)
{
    packing *p = c->p;
    const bundler_externals_options *o = p->options;
    const slsc_str name = bundler_package_name(specifier);
    if (!name.len || bundler_is_builtin(specifier)) return;
    uint32_t *known = bundler_table_at(seen, name);
    if (*known != BUNDLER_NONE) return;
    *known = 1;
    if (is_among(o->force_exclude, o->exclude_count, name)) {
        *bundler_table_at(&c->p->left_out, name) = 1;
        return;
    }
    c->names = bundler_grow(p->arena, c->names, c->name_count, &c->name_capacity, sizeof *c->names);
    c->names[c->name_count++] = name;
}

static const bundler_json *listed_in(const choice *c, const char *member, slsc_str name)
{
    return bundler_json_find(bundler_json_get(c->json, member), name);
}

static const bundler_json *listed(const choice *c, slsc_str name)
{
    const bundler_json *range = listed_in(c, "dependencies", name);
    return range ? range : listed_in(c, "optionalDependencies", name);
}

/* What a package wants to be beside it, as far as that is not optional. */
static void add_peers(choice *c, bundler_table *seen, slsc_str name)
{
    const bundler_package *package =
        bundler_find_package(c->p->resolver, c->p->options->root, name);
    const bundler_json *peers =
        bundler_json_get(package ? package->json : NULL, "peerDependencies");
    if (!peers || peers->kind != BUNDLER_JSON_MAP) return;
    for (const bundler_json *m = peers->first; m; m = m->next)
        if (!bundler_is_optional_peer(package->json, m->key)) add_name(c, seen, m->key);
}

static void collect_names(choice *c)
{
    const bundler_externals_options *o = c->p->options;
    bundler_table seen = { .arena = c->p->arena };
    for (size_t i = 0; i < o->name_count; i++) add_name(c, &seen, o->names[i]);
    for (size_t i = 0; i < o->include_count; i++) add_name(c, &seen, o->force_include[i]);
    for (size_t i = 0; i < c->name_count; i++) add_peers(c, &seen, c->names[i]);
    if (c->name_count) qsort(c->names, c->name_count, sizeof *c->names, order_of_texts);
}

/* ---- Versions ---- */

static void check_lock(choice *c, slsc_str name, slsc_str range, slsc_str installed)
{
    const slsc_str locked = bundler_lock_version(c->p->arena, &c->lock, name, range);
    if (!locked.len || !installed.len || bundler_eq(locked, installed)) return;
    SAY(c->p, BUNDLER_EXTERNALS_LOCK, "`%.*s` is installed in version %.*s, but %s says %.*s",
        ARG(name), ARG(installed), c->lock.name.ptr, ARG(locked));
}

static void add_text(choice *c, slsc_str name, slsc_str version)
{
    packing *p = c->p;
    c->texts = bundler_grow(p->arena, c->texts, c->text_count, &c->text_capacity, sizeof *c->texts);
    c->texts[c->text_count++] =
        version.len ? bundler_printf(p->arena, "%.*s@%.*s", ARG(name), ARG(version)) : name;
}

/* The version of a package that package.json does not list. */
static slsc_str unlisted_version(choice *c, slsc_str name, slsc_str installed)
{
    slsc_str version = installed;
    if (!version.len)
        version = bundler_lock_version(c->p->arena, &c->lock, name, (slsc_str) { NULL, 0 });
    if (version.len)
        SAY(c->p, BUNDLER_EXTERNALS_VERSION,
            "`%.*s` is not in dependencies of package.json: version %.*s is packed, as it is "
            "installed",
            ARG(name), ARG(version));
    else
        SAY(c->p, BUNDLER_EXTERNALS_VERSION,
            "`%.*s` is not in dependencies of package.json, and its version is not known",
            ARG(name));
    return version;
}

static void choose(choice *c, slsc_str name)
{
    packing *p = c->p;
    const bundler_json *range = listed(c, name);
    if (!range && listed_in(c, "devDependencies", name)) {
        *bundler_table_at(&p->left_out, name) = 1;
        if (!bundler_is(name, "aws-sdk"))
            SAY(p, BUNDLER_EXTERNALS_DEV,
                "`%.*s` is needed when the function runs, but stands in devDependencies",
                ARG(name));
        return;
    }
    const uint32_t found = bundler_externals_want(p, p->options->root, name);
    if (found == BUNDLER_NONE) {
        if (!listed_in(c, "optionalDependencies", name))
            SAY(p, BUNDLER_EXTERNALS_ABSENT, "`%.*s` is not installed", ARG(name));
        return;
    }
    const slsc_str installed = p->packages[found].package->version;
    const slsc_str text = bundler_json_text(range);
    if (text.len) check_lock(c, name, text, installed);
    add_text(c, name, text.len ? text : unlisted_version(c, name, installed));
    p->roots = bundler_grow(p->arena, p->roots, p->root_count, &p->root_capacity, sizeof *p->roots);
    p->roots[p->root_count++] = (need) { name, found };
}

/* ---- Messages ---- */

static void say_what(choice *c)
{
    packing *p = c->p;
    if (!c->text_count) {
        SAY(p, BUNDLER_EXTERNALS_NOTICE, "No external modules needed");
        return;
    }
    bundler_text list = { .arena = p->arena };
    for (size_t i = 0; i < c->text_count; i++) {
        bundler_addz(&list, i ? ", " : "Packing external modules: ");
        bundler_add(&list, c->texts[i]);
    }
    bundler_externals_say(p, BUNDLER_EXTERNALS_NOTICE, bundler_done(&list));
    if (c->lock.kind)
        SAY(p, BUNDLER_EXTERNALS_NOTICE, "Package lock found - Using locked versions");
}

static void say_links(packing *p)
{
    for (size_t i = 0; i < p->package_count; i++) {
        const bundler_package *package = p->packages[i].package;
        if (!package->in_node_modules)
            SAY(p, BUNDLER_EXTERNALS_NOTICE, "`%.*s` is packed from `%.*s`, where its link leads",
                ARG(package->name), ARG(package->folder));
    }
}

/* ---- The whole ---- */

static void read_service(choice *c)
{
    packing *p = c->p;
    const bundler_externals_options *o = p->options;
    const slsc_str file = o->package_json.len ? o->package_json : bundler_s("package.json");
    bundler_disk *disk = &p->resolver->disk;
    bundler_folder *root = bundler_walk_folder(disk, disk->root, o->root);
    bundler_item *item = root ? bundler_walk(disk, root, file, NULL) : NULL;
    if (!item || item->kind != BUNDLER_ITEM_FILE) return;
    slsc_str text;
    uint32_t offset = 0;
    const slsc_str path = bundler_item_path(disk, item);
    const bundler_read_error error = bundler_read(p->arena, path, &text);
    if (error)
        SAY(p, BUNDLER_EXTERNALS_BROKEN, "cannot read `%.*s`: %s", ARG(file),
            bundler_read_reason(error));
    else if (!(c->json = bundler_json_read(p->arena, text, false, &offset)))
        SAY(p, BUNDLER_EXTERNALS_BROKEN, "`%.*s` is not JSON, byte %u", ARG(file), offset);
    bundler_lock_read(p->arena, item->in->path, &c->lock);
}

slsc_status bundler_externals(bundler_resolver *resolver, const bundler_externals_options *options,
                              bundler_arena *arena, bundler_externals_output *out)
{
    packing p = { .resolver = resolver, .arena = arena, .options = options };
    p.known.arena = p.left_out.arena = arena;
    choice c = { .p = &p };
    read_service(&c);
    collect_names(&c);
    for (size_t i = 0; i < c.name_count; i++) choose(&c, c.names[i]);
    if (!p.failed) {
        say_what(&c);
        bundler_externals_close(&p);
        bundler_externals_add_undeclared(&p);
        say_links(&p);
        bundler_externals_lay_out(&p);
        bundler_externals_list(&p);
    }
    *out = (bundler_externals_output) {
        .files = p.files,
        .file_count = p.file_count,
        .texts = c.texts,
        .text_count = c.text_count,
        .messages = p.messages,
        .message_count = p.message_count,
    };
    return p.failed ? SLSC_FAIL : SLSC_OK;
}
