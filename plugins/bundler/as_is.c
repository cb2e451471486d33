/* as_is.c: `trace: true`: a package holds the files that its handlers reach, nothing rewritten.
 *
 * What lies in the service keeps its place; what lies in node_modules is laid out anew, as whole
 * packages are, but with the traced files alone. Files outside of the service, of a monorepo say,
 * have no place in its package: they are told. A function whose handler a pass has made stays as it
 * is. */
#include "modules.h"

#include "resolve/json.h"
#include "trace/trace.h"

static const char *code_of(bundler_trace_code code)
{
    switch (code) {
    case BUNDLER_TRACE_ENTRY: return "bundler/no-handler";
    case BUNDLER_TRACE_MISSING: return "bundler/missing-module";
    case BUNDLER_TRACE_OPTIONAL: return "bundler/optional-module";
    case BUNDLER_TRACE_OPEN: return "bundler/require-expression";
    case BUNDLER_TRACE_UNREADABLE: return "bundler/unreadable";
    case BUNDLER_TRACE_SYNTAX: return "bundler/syntax";
    }
    return NULL;
}

static int is_below(slsc_str path, slsc_str folder)
{
    return path.len > folder.len + 1 && path.ptr[folder.len] == '/' &&
           memcmp(path.ptr, folder.ptr, folder.len) == 0;
}

/* Of packages of others, only what stops the work is of use. */
static void tell(const bundler_modules *m, const bundler_trace_message *message)
{
    const slsc_files *files = m->h->extension(m->u, SLSC_EXT_FILES);
    if (!message->is_error && strstr(message->path.ptr, "/node_modules/")) return;
    slsc_tell(m->h, m->u, message->is_error ? SLSC_ERROR : SLSC_WARNING,
              files->place(m->u, message->path, message->offset, message->end - message->offset,
                           m->settings->place),
              code_of(message->code), slsc_textf(m->h, m->u, "%.*s", SLSC_ARG(message->text)), NULL,
              NULL);
}

/* The traced packages that the service itself declares; the others follow from these. */
static bundler_names declared(const bundler_modules *m, bundler_arena *arena)
{
    static const char *const lists[] = { "dependencies", "optionalDependencies", NULL };
    const bundler_package *package = bundler_package_of(m->resolver, m->settings->print.root);
    bundler_names names = { NULL, 0 };
    size_t capacity = 0;
    for (const char *const *list = lists; package && package->json && *list; list++) {
        const bundler_json *all = bundler_json_get(package->json, *list);
        for (const bundler_json *one = all ? all->first : NULL; one; one = one->next) {
            if (!bundler_find_package(m->resolver, m->settings->print.root, one->key)) continue;
            names.items =
                bundler_grow(arena, names.items, names.count, &capacity, sizeof *names.items);
            names.items[names.count++] = one->key;
        }
    }
    return names;
}

static slsc_status outside(const bundler_modules *m, slsc_str path, bundler_arena *arena)
{
    path = bundler_relative(arena, m->settings->print.root, path);
    return slsc_tell(m->h, m->u, SLSC_ERROR, m->settings->place, "bundler/traced-outside",
                     slsc_textf(m->h, m->u, "`%.*s` lies outside of the service", SLSC_ARG(path)),
                     NULL, "bundle it: remove `trace`");
}

static slsc_status pack_own(const bundler_modules *m, slsc_node *function, slsc_str path)
{
    const slsc_artifact *artifact = m->h->extension(m->u, SLSC_EXT_ARTIFACT);
    const size_t root = m->settings->print.root.len + 1;
    return artifact->add_copy(m->u, function, slsc_bytes(path.ptr + root, path.len - root), path, 0,
                              slsc_get(m->h, m->u, function, "handler"));
}

static slsc_status pack_files(const bundler_modules *m, const bundler_trace_output *out,
                              slsc_node *function, bundler_arena *arena)
{
    bundler_names modules = { bundler_alloc(arena, (out->file_count + 1) * sizeof(slsc_str)), 0 };
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < out->file_count; i++) {
        const slsc_str path = out->files[i];
        if (strstr(path.ptr, "/node_modules/"))
            modules.items[modules.count++] = path;
        else if (!is_below(path, m->settings->print.root))
            status = outside(m, path, arena);
        else if (pack_own(m, function, path) != SLSC_OK)
            status = SLSC_FAIL;
    }
    if (modules.count == 0 || status != SLSC_OK) return status;
    const bundler_names names = declared(m, arena);
    return bundler_pack_names(m, &names, &modules, function);
}

static slsc_status pack_user(const bundler_modules *m, const bundler_user *user,
                             const bundler_trace_output *out, bundler_arena *arena)
{
    const slsc_artifact *artifact = m->h->extension(m->u, SLSC_EXT_ARTIFACT);
    const uint32_t flags = m->settings->patterns ? SLSC_PACK_PATTERNS : 0;
    if (artifact->replace(m->u, user->function->node, flags) != SLSC_OK) return SLSC_FAIL;
    return pack_files(m, out, user->function->node, arena);
}

/* Functions that begin with one file reach the same. */
static slsc_status pack_entry(const bundler_modules *m, size_t entry)
{
    bundler_arena arena = { 0 };
    bundler_trace_output out = { 0 };
    const slsc_str file = bundler_printf(&arena, "%.*s/%.*s", SLSC_ARG(m->settings->print.root),
                                         SLSC_ARG(m->entries->items[entry].file));
    slsc_status status = bundler_trace(m->resolver, &file, 1, &arena, &out);
    for (size_t i = 0; i < out.message_count; i++) tell(m, &out.messages[i]);
    for (size_t i = 0; status == SLSC_OK && i < m->entries->user_count; i++)
        if (m->entries->users[i].entry == entry)
            status = pack_user(m, &m->entries->users[i], &out, &arena);
    bundler_arena_end(&arena);
    return status;
}

slsc_status bundler_pack_as_is(const bundler_modules *m)
{
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < m->entries->count; i++)
        if (!m->entries->items[i].generated && pack_entry(m, i) != SLSC_OK) status = SLSC_FAIL;
    return status;
}
