/* modules.c: packages that a bundle asks for and does not have are packed beside it.
 *
 * What is excluded is there when the function runs, as the SDK is. A package that the user names as
 * external need not be installed (a layer may have it); with `packages: external` or includeModules
 * it must be. Functions with a package of their own get what their bundle asks for; those that
 * share one, what all of theirs do. */
#include "modules.h"

#include "externals/externals.h"

/* `*` stands for any text. */
static int matches(slsc_str pattern, slsc_str name)
{
    size_t p = 0, n = 0, star = SIZE_MAX, from = 0;
    while (n < name.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = p++;
            from = n;
        } else if (p < pattern.len && pattern.ptr[p] == name.ptr[n]) {
            p++;
            n++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            n = ++from;
        } else {
            return 0;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*') p++;
    return p == pattern.len;
}

/* A pattern for a package is one for what lies in it, too. */
static int is_listed(const bundler_names *patterns, slsc_str name)
{
    const slsc_str package = bundler_package_name(name);
    for (size_t i = 0; i < patterns->count; i++)
        if (matches(patterns->items[i], name) || matches(patterns->items[i], package)) return 1;
    return 0;
}

/* Lambda has one of them, by the runtime; code for several runtimes asks for each. */
static int is_sdk(slsc_str package)
{
    return slsc_is(package, "aws-sdk") || slsc_begins(package, "@aws-sdk/") ||
           slsc_begins(package, "@smithy/");
}

static int is_packed(const bundler_modules *m, slsc_str name)
{
    const bundler_settings *s = m->settings;
    if (!bundler_package_name(name).len || bundler_is_builtin(name)) return 0;
    if (is_listed(&s->excluded, name)) return 0;
    if (bundler_find_package(m->resolver, s->print.root, bundler_package_name(name))) return 1;
    return !is_listed(&s->external, name) && !is_sdk(bundler_package_name(name));
}

slsc_str bundler_missing_package(const bundler_modules *m)
{
    for (size_t i = 0; i < m->entries->count && m->settings->modules; i++)
        for (size_t k = 0; k < m->outputs[i].external_count; k++) {
            const slsc_str name = bundler_package_name(m->outputs[i].externals[k]);
            if (is_packed(m, m->outputs[i].externals[k]) &&
                !bundler_find_package(m->resolver, m->settings->print.root, name))
                return name;
        }
    return slsc_s("");
}

/* ---- Messages ---- */

static const char *code_of(bundler_externals_code code)
{
    switch (code) {
    case BUNDLER_EXTERNALS_DEV: return "bundler/dev-dependency";
    case BUNDLER_EXTERNALS_ABSENT: return "bundler/missing-package";
    case BUNDLER_EXTERNALS_LAYOUT: return "bundler/package-layout";
    case BUNDLER_EXTERNALS_HIDDEN: return "bundler/hidden-package";
    case BUNDLER_EXTERNALS_BROKEN: return "bundler/bad-package-json";
    case BUNDLER_EXTERNALS_VERSION: return "bundler/unknown-version";
    case BUNDLER_EXTERNALS_DEPENDENCY: return "bundler/missing-dependency";
    case BUNDLER_EXTERNALS_LOCK: return "bundler/other-version";
    case BUNDLER_EXTERNALS_LINK: return "bundler/outside-link";
    case BUNDLER_EXTERNALS_NOTICE: break; /* a line of the log */
    }
    return NULL;
}

static void tell(const bundler_modules *m, const bundler_externals_message *message)
{
    const slsc_log *log = m->h->extension(m->u, SLSC_EXT_LOG);
    const slsc_str text = slsc_textf(m->h, m->u, "%.*s", SLSC_ARG(message->text));
    if (message->code == BUNDLER_EXTERNALS_NOTICE)
        log->notice(m->u, text);
    else
        slsc_tell(m->h, m->u, message->is_error && m->settings->asked ? SLSC_ERROR : SLSC_WARNING,
                  m->settings->place, code_of(message->code), text, NULL, NULL);
}

/* ---- Packing ---- */

slsc_status bundler_pack_names(const bundler_modules *m, const bundler_names *names,
                               const bundler_names *only, slsc_node *function)
{
    const slsc_artifact *artifact = m->h->extension(m->u, SLSC_EXT_ARTIFACT);
    const bundler_settings *s = m->settings;
    const bundler_externals_options options = {
        .root = s->print.root,
        .package_json = s->package_path,
        .names = names->items,
        .name_count = names->count,
        .force_include = s->force_include.items,
        .include_count = s->force_include.count,
        .force_exclude = s->force_exclude.items,
        .exclude_count = s->force_exclude.count,
        .only = only ? only->items : NULL,
        .only_count = only ? only->count : 0,
    };
    bundler_arena arena = { 0 };
    bundler_externals_output out = { 0 };
    slsc_status status = bundler_externals(m->resolver, &options, &arena, &out);
    for (size_t i = 0; i < out.message_count; i++) tell(m, &out.messages[i]);
    for (size_t i = 0; i < out.file_count && status == SLSC_OK; i++)
        status = artifact->add_copy(m->u, function, out.files[i].name, out.files[i].path,
                                    out.files[i].executable ? SLSC_FILE_EXECUTABLE : 0,
                                    slsc_get(m->h, m->u, function, "handler"));
    bundler_arena_end(&arena);
    return m->settings->asked ? status : SLSC_OK; /* nobody asked: it was only warned of */
}

static void add_names(const bundler_modules *m, const bundler_output *output, bundler_table *known,
                      bundler_names *names)
{
    for (size_t i = 0; i < output->external_count; i++) {
        const slsc_str name = output->externals[i];
        uint32_t *before = bundler_table_at(known, name);
        if (*before != BUNDLER_NONE || !is_packed(m, name)) continue;
        *before = 0;
        names->items[names->count++] = name;
    }
}

static int stands_alone(const bundler_modules *m, const slsc_function *function)
{
    slsc_node *config = m->h->root(m->u, SLSC_CONFIG);
    const slsc_node *own = slsc_get(m->h, m->u, function->node, "package");
    return slsc_truthy(m->h, m->u, slsc_at_path(m->h, m->u, config, "package.individually")) ||
           slsc_truthy(m->h, m->u, slsc_get(m->h, m->u, own, "individually"));
}

/* Those of one function; with NULL those of all functions that share a package. */
static slsc_status pack_for(const bundler_modules *m, const bundler_user *only)
{
    bundler_arena arena = { 0 };
    bundler_table known = { .arena = &arena };
    bundler_names names = { NULL, 0 };
    const bundler_user *first = only;
    size_t most = 0;
    for (size_t i = 0; i < m->entries->count; i++) most += m->outputs[i].external_count;
    names.items = bundler_alloc(&arena, (most + 1) * sizeof *names.items);
    for (size_t i = 0; i < m->entries->user_count; i++) {
        const bundler_user *user = &m->entries->users[i];
        if (only ? user != only : stands_alone(m, user->function)) continue;
        if (!first) first = user;
        add_names(m, &m->outputs[user->entry], &known, &names);
    }
    slsc_status status = SLSC_OK;
    if (first && (names.count || m->settings->force_include.count))
        status = bundler_pack_names(m, &names, NULL, first->function->node);
    bundler_arena_end(&arena);
    return status;
}

slsc_status bundler_pack_modules(const bundler_modules *m)
{
    slsc_status status = SLSC_OK;
    if (!m->settings->modules) return SLSC_OK;
    for (size_t i = 0; i < m->entries->user_count; i++) {
        const bundler_user *user = &m->entries->users[i];
        if (stands_alone(m, user->function) && pack_for(m, user) != SLSC_OK) status = SLSC_FAIL;
    }
    if (pack_for(m, NULL) != SLSC_OK) status = SLSC_FAIL;
    return status;
}
