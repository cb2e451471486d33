/* Any bytes as JSON, as a package.json and a name that is looked for in it, and as a pattern and a
 * path: lines one, two and the rest. Beside crashes it looks for broken laws: what `exports` lead
 * to stays inside of the package, keys are there once, a way that was made normal stays so. */
#include "resolve/state.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static slsc_str take_line(slsc_str *input)
{
    const char *end = input->len ? memchr(input->ptr, '\n', input->len) : NULL;
    const size_t length = end ? (size_t)(end - input->ptr) : input->len;
    const slsc_str line = { input->ptr, length };
    const size_t taken = length + (end != NULL);
    *input = (slsc_str) { input->ptr + taken, input->len - taken };
    return line;
}

static void check_target(bundler_arena *arena, bundler_target target)
{
    slsc_str way;
    if (target.kind != BUNDLER_TARGET_FILE) return;
    if (target.text.len < 2 || memcmp(target.text.ptr, "./", 2) != 0) abort();
    if (bundler_percent_decode(arena, target.text, &way) != SLSC_OK) return;
    way = bundler_normal_way(arena, way);
    if (way.len >= 2 && memcmp(way.ptr, "..", 2) == 0 && (way.len == 2 || way.ptr[2] == '/'))
        abort();
    const slsc_str again = bundler_normal_way(arena, way);
    if (!bundler_eq(way, again)) abort();
}

static void check_keys(bundler_arena *arena, const bundler_json *json)
{
    bundler_table seen = { .arena = arena };
    for (const bundler_json *m = json->first; m; m = m->next) {
        if (json->kind == BUNDLER_JSON_MAP) {
            uint32_t *at = bundler_table_at(&seen, m->key);
            if (*at != BUNDLER_NONE || bundler_json_find(json, m->key) != m) abort();
            *at = 0;
        }
        check_keys(arena, m);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = { "node", "import", "module" };
    if (size > 8192) return 0;
    bundler_arena arena = { 0 };
    const slsc_str list[] = { bundler_s(names[0]), bundler_s(names[1]), bundler_s(names[2]) };
    const bundler_conditions conditions = { list, 3 };
    slsc_str rest = bundler_copy(&arena, (slsc_str) { (const char *)data, size });
    const slsc_str name = take_line(&rest), pattern = take_line(&rest);

    const bundler_json *strict = bundler_json_read(&arena, rest, false, NULL);
    const bundler_json *json = bundler_json_read(&arena, rest, true, NULL);
    if (strict && !json) abort();
    if (json) {
        check_keys(&arena, json);
        if (name.len) check_target(&arena, bundler_exports_find(&arena, json, name, &conditions));
        bundler_imports_find(&arena, json, name, &conditions);
    }
    const slsc_str package = bundler_package_name(name);
    if (package.len > name.len) abort();
    bundler_is_builtin(name);
    bundler_match_glob(pattern, name);
    if (bundler_match_star(pattern, name) && pattern.len > name.len &&
        !memchr(pattern.ptr, '*', pattern.len))
        abort();
    bundler_arena_end(&arena);
    return 0;
}
