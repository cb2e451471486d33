/* closure.c: from the packages that bundles ask for to all that must be packed: what each depends
 * on, where Node would find it from where the package really lies. A package is known by its real
 * folder, so links and circles cost nothing. */
#include "parts.h"
#include "resolve/json.h"

#include <stdlib.h>

static uint32_t add_package(packing *p, const bundler_package *package)
{
    uint32_t *known = bundler_table_at(&p->known, package->folder);
    if (*known != BUNDLER_NONE) return *known;
    *known = (uint32_t)p->package_count;
    p->packages = bundler_grow(p->arena, p->packages, p->package_count, &p->package_capacity,
                               sizeof *p->packages);
    p->packages[p->package_count++] = (wanted) { .package = package };
    return (uint32_t)p->package_count - 1;
}

uint32_t bundler_externals_want(packing *p, slsc_str folder, slsc_str name)
{
    const bundler_package *package = bundler_find_package(p->resolver, folder, name);
    return package && package->json ? add_package(p, package) : BUNDLER_NONE;
}

bool bundler_is_optional_peer(const bundler_json *package, slsc_str name)
{
    const bundler_json *meta = bundler_json_get(package, "peerDependenciesMeta");
    const bundler_json *optional = bundler_json_get(bundler_json_find(meta, name), "optional");
    return optional && optional->kind == BUNDLER_JSON_TRUE;
}

static int order_of_needs(const void *a, const void *b)
{
    return bundler_externals_order(((const need *)a)->name, ((const need *)b)->name);
}

/* Adds the names of one member: dependencies, optionalDependencies, peerDependencies. */
static void add_needs(packing *p, uint32_t index, const char *member, bundler_table *seen,
                      size_t *capacity)
{
    const bundler_package *package = p->packages[index].package;
    const bundler_json *names = bundler_json_get(package->json, member);
    const bundler_json *optional = bundler_json_get(package->json, "optionalDependencies");
    const bool peers = strcmp(member, "peerDependencies") == 0;
    if (!names || names->kind != BUNDLER_JSON_MAP) return;
    for (const bundler_json *m = names->first; m; m = m->next) {
        if (peers && bundler_is_optional_peer(package->json, m->key)) continue;
        if (peers && bundler_table_find(&p->left_out, m->key) != BUNDLER_NONE) continue;
        uint32_t *known = bundler_table_at(seen, m->key);
        if (*known != BUNDLER_NONE) continue;
        *known = 1;
        const uint32_t found = bundler_externals_want(p, package->folder, m->key);
        if (found == BUNDLER_NONE) {
            if (!bundler_json_find(optional, m->key))
                bundler_externals_say(
                    p, BUNDLER_EXTERNALS_DEPENDENCY,
                    bundler_printf(p->arena, "`%.*s`, which `%.*s` depends on, is not installed",
                                   (int)m->key.len, m->key.ptr, (int)package->name.len,
                                   package->name.ptr));
            continue;
        }
        wanted *of = &p->packages[index]; /* it may have moved */
        of->needs = bundler_grow(p->arena, of->needs, of->need_count, capacity, sizeof *of->needs);
        of->needs[of->need_count++] = (need) { m->key, found };
    }
}

void bundler_externals_close(packing *p)
{
    for (; p->closed_count < p->package_count; p->closed_count++) {
        const uint32_t i = p->closed_count;
        bundler_table seen = { .arena = p->arena };
        size_t capacity = 0;
        add_needs(p, i, "dependencies", &seen, &capacity);
        add_needs(p, i, "optionalDependencies", &seen, &capacity);
        add_needs(p, i, "peerDependencies", &seen, &capacity);
        const wanted *of = &p->packages[i];
        if (of->need_count) qsort(of->needs, of->need_count, sizeof *of->needs, order_of_needs);
    }
}

/* ---- Packages that are used and not declared ---- */

static slsc_str folder_of(slsc_str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] != '/') path.len--;
    return path.len > 1 ? (slsc_str) { path.ptr, path.len - 1 } : path;
}

/* The package that a file of node_modules is installed with: the outermost package.json. */
static const bundler_package *installed_with(packing *p, slsc_str path)
{
    const bundler_package *found = NULL, *next = bundler_package_of(p->resolver, folder_of(path));
    for (; next && next->in_node_modules;
         next = bundler_package_of(p->resolver, folder_of(next->folder)))
        found = next;
    return found;
}

/* "@s/a" of "/x/node_modules/@s/a" */
static slsc_str name_of_folder(slsc_str path)
{
    const slsc_str above = folder_of(path), scope = folder_of(above);
    const bool scoped = above.len > scope.len + 1 && above.ptr[scope.len + 1] == '@';
    const size_t skip = (scoped ? scope.len : above.len) + 1;
    return (slsc_str) { path.ptr + skip, path.len - skip };
}

void bundler_externals_add_undeclared(packing *p)
{
    for (size_t i = 0; i < p->options->only_count; i++) {
        const bundler_package *package = installed_with(p, p->options->only[i]);
        if (!package || bundler_table_find(&p->known, package->folder) != BUNDLER_NONE) continue;
        const slsc_str name = name_of_folder(package->folder);
        const bundler_package *seen = bundler_find_package(p->resolver, p->options->root, name);
        if (!seen || !bundler_eq(seen->folder, package->folder)) {
            bundler_externals_say(
                p, BUNDLER_EXTERNALS_HIDDEN,
                bundler_printf(p->arena, "`%.*s` is used by a package that does not declare it",
                               (int)name.len, name.ptr));
            return;
        }
        p->roots =
            bundler_grow(p->arena, p->roots, p->root_count, &p->root_capacity, sizeof *p->roots);
        p->roots[p->root_count++] = (need) { name, add_package(p, package) };
        bundler_externals_close(p);
    }
    if (p->root_count) qsort(p->roots, p->root_count, sizeof *p->roots, order_of_needs);
}
