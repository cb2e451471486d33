/* files.c: from a way to a file: extensions, folders, TypeScript behind names of JavaScript; and
 * what a file is by its name and its package. */
#include "parse/log.h"
#include "state.h"

/* ---- Ways ---- */

/* As text, before any link is followed: Node does so too. Leading `..` stay. */
slsc_str bundler_normal_way(bundler_arena *arena, slsc_str way)
{
    const bool absolute = way.len > 0 && way.ptr[0] == '/';
    char *out = bundler_alloc(arena, way.len + 2);
    size_t length = 0, floor = 0; /* of leading `..`, which nothing takes away */
    if (absolute) out[length++] = '/', floor = 1;
    for (size_t at = 0, end; at < way.len; at = end + 1) {
        const char *slash = memchr(way.ptr + at, '/', way.len - at);
        end = slash ? (size_t)(slash - way.ptr) : way.len;
        const slsc_str part = { way.ptr + at, end - at };
        if (part.len == 0 || bundler_is(part, ".")) continue;
        const bool up = bundler_is(part, "..");
        if (up && length > floor) {
            while (length > floor && out[length - 1] != '/') length--;
            if (length > floor) length--;
            continue;
        }
        if (up && absolute) continue;
        if (length > 0 && out[length - 1] != '/') out[length++] = '/';
        memcpy(out + length, part.ptr, part.len);
        length += part.len;
        if (up) floor = length;
    }
    return (slsc_str) { out, length };
}

static slsc_str split_name(slsc_str way, slsc_str *folder)
{
    size_t at = way.len;
    while (at > 0 && way.ptr[at - 1] != '/') at--;
    *folder = (slsc_str) { way.ptr, at };
    return (slsc_str) { way.ptr + at, way.len - at };
}

/* ---- Files by their names ---- */

static bundler_item *file_named(bundler_resolver *r, bundler_folder *folder, slsc_str name)
{
    bundler_item *item = bundler_look(&r->disk, folder, name);
    return item && item->kind == BUNDLER_ITEM_FILE ? item : NULL;
}

static bundler_item *file_with(bundler_resolver *r, bundler_folder *folder, slsc_str name,
                               slsc_str extension)
{
    char text[512];
    if (name.len + extension.len > sizeof text) return NULL;
    memcpy(text, name.ptr, name.len);
    memcpy(text + name.len, extension.ptr, extension.len);
    return file_named(r, folder, (slsc_str) { text, name.len + extension.len });
}

static bool ends(slsc_str text, const char *suffix)
{
    const size_t length = strlen(suffix);
    return text.len > length && memcmp(text.ptr + text.len - length, suffix, length) == 0;
}

/* TypeScript wants the name that a file will have: `./x.js` for x.ts. */
static bundler_item *file_behind(bundler_resolver *r, bundler_folder *folder, slsc_str name)
{
    static const char *const behind[][3] = {
        { ".js", ".ts", ".tsx" },
        { ".jsx", ".tsx", ".ts" },
        { ".mjs", ".mts", NULL },
        { ".cjs", ".cts", NULL },
    };
    if (folder->in_node_modules) return NULL;
    for (size_t i = 0; i < sizeof behind / sizeof behind[0]; i++) {
        if (!ends(name, behind[i][0])) continue;
        const slsc_str stem = { name.ptr, name.len - strlen(behind[i][0]) };
        bundler_item *found = file_with(r, folder, stem, bundler_s(behind[i][1]));
        if (!found && behind[i][2]) found = file_with(r, folder, stem, bundler_s(behind[i][2]));
        return found;
    }
    return NULL;
}

static bundler_item *with_extension(bundler_resolver *r, bundler_folder *folder, slsc_str name)
{
    const bundler_names *extensions = &r->extensions[folder->in_node_modules];
    bundler_item *found = NULL;
    for (size_t i = 0; !found && i < extensions->count; i++)
        found = file_with(r, folder, name, extensions->items[i]);
    return found;
}

static bundler_item *file_like(bundler_resolver *r, bundler_folder *folder, slsc_str name)
{
    bundler_item *found = file_named(r, folder, name);
    if (!found) found = file_behind(r, folder, name);
    if (!found) found = with_extension(r, folder, name);
    return found;
}

static bundler_item *index_of(bundler_resolver *r, bundler_folder *folder)
{
    return folder ? with_extension(r, folder, bundler_s("index")) : NULL;
}

bundler_item *bundler_find_exactly(bundler_resolver *r, bundler_folder *folder, slsc_str way)
{
    slsc_str above;
    const slsc_str name = split_name(way, &above);
    folder = bundler_walk_folder(&r->disk, folder, above);
    if (!folder || name.len == 0) return NULL;
    bundler_item *found = file_named(r, folder, name);
    return found ? found : file_behind(r, folder, name);
}

/* `main` of a package: a file, one with an extension, or a folder with an index. */
static bundler_item *main_file(bundler_resolver *r, bundler_folder *folder, slsc_str main)
{
    slsc_str above;
    const slsc_str way = bundler_normal_way(r->arena, main);
    const slsc_str name = split_name(way, &above);
    bundler_folder *in = bundler_walk_folder(&r->disk, folder, above);
    const bool is_name = name.len > 0 && !bundler_is(name, "..");
    bundler_item *found = in && is_name ? file_like(r, in, name) : NULL;
    return found ? found : index_of(r, bundler_walk_folder(&r->disk, folder, way));
}

bundler_item *bundler_find_main(bundler_resolver *r, bundler_folder *folder)
{
    const bundler_package_file *package = bundler_own_package(r, folder);
    for (size_t i = 0; package && i < r->fields.count; i++) {
        const slsc_str main =
            bundler_json_text(bundler_json_find(package->shown.json, r->fields.items[i]));
        bundler_item *found = main.len ? main_file(r, folder, main) : NULL;
        if (found) return found;
    }
    return index_of(r, folder);
}

bundler_item *bundler_find_file(bundler_resolver *r, bundler_folder *folder, slsc_str way)
{
    slsc_str above;
    const slsc_str last = split_name(way, &above);
    const bool is_folder =
        last.len == 0 || bundler_is(last, ".") || bundler_is(last, ".."); /* "./", "." */
    way = bundler_normal_way(r->arena, way);
    const slsc_str name = split_name(way, &above);
    bundler_folder *in = is_folder ? NULL : bundler_walk_folder(&r->disk, folder, above);
    bundler_item *found = in ? file_like(r, in, name) : NULL;
    if (found) return found;
    if (!is_folder && !in) return NULL;
    folder = is_folder ? bundler_walk_folder(&r->disk, folder, way)
                       : bundler_enter(&r->disk, bundler_look(&r->disk, in, name));
    return folder ? bundler_find_main(r, folder) : NULL;
}

/* ---- What a file is ---- */

typedef struct kind_rule {
    const char *extension;
    bundler_file_kind kind;
    bundler_language language;
    bundler_goal goal; /* EITHER: goal_of decides */
} kind_rule;

static const kind_rule kinds[] = {
    { ".js", BUNDLER_FILE_SCRIPT, BUNDLER_JS, BUNDLER_EITHER },
    { ".json", BUNDLER_FILE_JSON, BUNDLER_JS, BUNDLER_EITHER },
    { ".ts", BUNDLER_FILE_SCRIPT, BUNDLER_TS, BUNDLER_EITHER },
    { ".mjs", BUNDLER_FILE_SCRIPT, BUNDLER_JS, BUNDLER_MODULE },
    { ".cjs", BUNDLER_FILE_SCRIPT, BUNDLER_JS, BUNDLER_SCRIPT },
    { ".tsx", BUNDLER_FILE_SCRIPT, BUNDLER_TSX, BUNDLER_EITHER },
    { ".jsx", BUNDLER_FILE_SCRIPT, BUNDLER_JSX, BUNDLER_EITHER },
    { ".mts", BUNDLER_FILE_SCRIPT, BUNDLER_TS, BUNDLER_MODULE },
    { ".cts", BUNDLER_FILE_SCRIPT, BUNDLER_TS, BUNDLER_EITHER },
    { ".node", BUNDLER_FILE_NATIVE, BUNDLER_JS, BUNDLER_EITHER },
};

/* TypeScript may write `import` where CommonJS is meant, and compiles it to `require`: in .cts, and
 * under "type": "commonjs". There the syntax decides, as it does without a type. */
static uint32_t goal_of(const kind_rule *rule, const bundler_package_file *package)
{
    if (rule->goal != BUNDLER_EITHER || !package) return rule->goal;
    if (strcmp(rule->extension, ".cts") == 0) return BUNDLER_EITHER;
    if (package->shown.is_module) return BUNDLER_MODULE;
    const bool typed = rule->language == BUNDLER_TS || rule->language == BUNDLER_TSX;
    return package->shown.is_script && !typed ? BUNDLER_SCRIPT : BUNDLER_EITHER;
}

const bundler_file *bundler_describe(bundler_resolver *r, bundler_item *item)
{
    if (item->file) return item->file;
    bundler_file *file = item->file = bundler_alloc(r->arena, sizeof *file);
    file->kind = BUNDLER_FILE_OTHER;
    file->package = bundler_nearest_package(r, item->in);
    if (file->package)
        file->no_effects = !bundler_has_effects(file->package, bundler_item_path(&r->disk, item));
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (!ends(item->name, kinds[i].extension)) continue;
        file->kind = kinds[i].kind;
        file->language = kinds[i].language;
        if (file->kind != BUNDLER_FILE_SCRIPT) break;
        file->goal = goal_of(&kinds[i], file->package);
        file->tsconfig = bundler_config_shown(bundler_config_of(r, item->in));
        break;
    }
    return file;
}
