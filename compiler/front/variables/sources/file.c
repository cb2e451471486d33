/* file.c: ${file(path):address}, a value from a file: YAML, JSON, or the text of any other file.
 *
 * A file is read and parsed once; values are copied out of it. Its own variables are replaced where
 * they end up, but for those on the way of an address. A file that is not there has no value, so
 * that a default applies; one that is there and cannot be read is a fault. JavaScript is run by
 * node: where all that it exports is data, once a file; where functions are in it, once an address.
 */
#include "front/framework.h"
#include "front/load.h"
#include "front/script.h"
#include "front/variables/sources/sources.h"
#include <string.h>

typedef struct content { /* a file, as remembered */
    slsc_answer answer;
    const slsc_node *root;
    slsc_str reason;     /* why it cannot be read; empty where that was told already */
    const char *failure; /* the code of that, for a program; NULL for another file */
    bool followed;       /* `root` is what stands at the address */
} content;

static bool ends_with_any(slsc_str path, const char *const *extensions)
{
    const slsc_str extension = slsc_path_extension(path);
    for (; *extensions; extensions++)
        if (slsc_str_is(extension, *extensions)) return true;
    return false;
}

static bool is_tree(slsc_str path)
{
    static const char *const extensions[] = { ".yml", ".yaml", ".json", ".tfstate", NULL };
    return ends_with_any(path, extensions);
}

static bool is_script(slsc_str path)
{
    static const char *const extensions[] = { ".js", ".cjs", NULL };
    return ends_with_any(path, extensions);
}

/* The path in a message; not when it came from a secret. */
static slsc_str shown(const slsc_question *q, slsc_str path)
{
    if (q->secret) return SLSC_STR("this file");
    return slsc_strf(q->resolver->unit->arena, "`%.*s`", SLSC_FMT(path));
}

static slsc_answer tell_reason(slsc_question *q, slsc_str path, const content *file)
{
    const slsc_str name = shown(q, path);
    if (!file->failure)
        return slsc_resolver_fail(q->resolver, q->from, "variables/file-unreadable", SLSC_STR(""),
                                  SLSC_STR(""), "cannot read %.*s: %.*s", SLSC_FMT(name),
                                  SLSC_FMT(file->reason));
    const bool unwanted = strcmp(file->failure, "variables/file-needs-node") == 0;
    const slsc_str help = SLSC_STR("let the build write its value to a JSON file, and read that: "
                                   "`${file(values.json)}`");
    return slsc_resolver_fail(
        q->resolver, q->from, file->failure, SLSC_STR(""), unwanted ? help : SLSC_STR(""),
        "%.*s, a program for node, gives no value: %.*s", SLSC_FMT(name), SLSC_FMT(file->reason));
}

static void take_text(slsc_unit *unit, slsc_str text, uint32_t file, content *out)
{
    slsc_node *node = NULL;
    if (slsc_str_valid_utf8(text) != text.len) {
        out->reason = SLSC_STR("it is not UTF-8 text");
        return;
    }
    node = slsc_node_read(unit, SLSC_STRING, (slsc_place) { file, 0, (uint32_t)text.len });
    node->as.string = slsc_framework_of(unit) < 2 ? slsc_str_trim(text) : text;
    out->root = node;
}

static void take_tree(slsc_unit *unit, uint32_t file, content *out)
{
    const uint16_t maker = unit->maker;
    unit->maker = 0; /* what is read is the user's, not ours */
    out->root = slsc_load_file(unit, file);
    unit->maker = maker;
}

static bool exists(slsc_unit *unit, slsc_str path)
{
    const slsc_str full = slsc_path_join(unit->arena, unit->folder, path);
    return slsc_fs_stat(slsc_str_cstr(unit->arena, full)).kind != SLSC_FS_NONE;
}

static void run(const slsc_question *q, slsc_str path, content *out)
{
    slsc_script script = { path, true, q->address, q->resolver->stage, NULL, false, { NULL, 0 } };
    if (!exists(q->resolver->unit, path)) return;
    const slsc_script_end end = slsc_script_run(q->resolver->unit, &script);
    out->root = script.value;
    out->followed = !script.whole;
    if (end == SLSC_SCRIPT_VALUE) out->answer = SLSC_ANSWER_VALUE;
    if (end == SLSC_SCRIPT_VALUE || end == SLSC_SCRIPT_NONE) return;
    out->answer = SLSC_ANSWER_FAILED;
    out->reason = script.why;
    out->failure =
        end == SLSC_SCRIPT_UNWANTED ? "variables/file-needs-node" : "variables/file-program-failed";
}

static void load(slsc_unit *unit, slsc_str path, content *out)
{
    slsc_str text = { NULL, 0 };
    uint32_t file = 0;
    const slsc_fs_error error = slsc_unit_read(unit, path, &text, &file);
    out->answer = error == SLSC_FS_MISSING ? SLSC_ANSWER_NONE : SLSC_ANSWER_FAILED;
    if (error == SLSC_FS_OK && is_tree(path))
        take_tree(unit, file, out);
    else if (error == SLSC_FS_OK)
        take_text(unit, text, file, out);
    else if (error != SLSC_FS_MISSING)
        out->reason = slsc_str_z(slsc_fs_reason(error));
    if (out->root) out->answer = SLSC_ANSWER_VALUE;
}

static content *known_content(slsc_resolver *r, const slsc_key *key)
{
    return (content *)slsc_table_get(&r->files, key);
}

/* A program's answer is remembered by its file, or where functions are on the way by its address.
 */
static const content *run_once(slsc_question *q, slsc_str path)
{
    slsc_resolver *const r = q->resolver;
    slsc_arena *const arena = r->unit->arena;
    const slsc_key *file = slsc_keys_intern(r->paths, path);
    const slsc_str with = slsc_strf(arena, "%.*s\n%.*s", SLSC_FMT(path), SLSC_FMT(q->address));
    const slsc_key *address = slsc_keys_intern(r->paths, with);
    content *known = known_content(r, file);
    if (!known) known = known_content(r, address);
    if (known) return known;
    known = SLSC_NEW(arena, content);
    known->answer = SLSC_ANSWER_NONE;
    run(q, path, known);
    slsc_table_set(arena, &r->files, known->followed ? address : file, known);
    return known;
}

static const content *get_content(slsc_question *q, slsc_str path)
{
    slsc_resolver *const r = q->resolver;
    const slsc_str normal = slsc_path_normalize(r->unit->arena, path);
    if (is_script(normal)) return run_once(q, normal);
    const slsc_key *key = slsc_keys_intern(r->paths, normal);
    content *known = known_content(r, key);
    if (known) return known;
    known = SLSC_NEW(r->unit->arena, content);
    load(r->unit, path, known);
    slsc_table_set(r->unit->arena, &r->files, key, known);
    return known;
}

/* Follows the address into the file. A string on the way is replaced first. */
static slsc_answer follow(slsc_question *q, const slsc_node *node, slsc_str *missing)
{
    slsc_str rest = q->address;
    bool more = rest.len > 0;
    slsc_value value = { node, false };
    while (slsc_resolver_next(&rest, &more, missing)) {
        if (slsc_node_kind(value.node) == SLSC_STRING) {
            const slsc_answer answer =
                slsc_evaluate_string(q->resolver, value, q->depth, q->from, &value);
            if (answer != SLSC_ANSWER_VALUE) return answer;
        }
        value.node = slsc_resolver_step(q->resolver, value.node, *missing);
        if (!value.node) return SLSC_ANSWER_NONE;
    }
    q->value = value;
    return SLSC_ANSWER_VALUE;
}

slsc_answer slsc_source_file(slsc_question *q)
{
    const slsc_node *param = q->param_count ? q->params[0].node : NULL;
    slsc_arena *arena = q->resolver->unit->arena;
    slsc_sb sb = slsc_sb_new(arena, SLSC_LIMIT_TEXT);
    slsc_str missing = { NULL, 0 };
    const bool is_text = slsc_evaluate_text(q->resolver, param, &sb);
    const slsc_str path = slsc_sb_str(&sb);
    if (!is_text || path.len == 0 || memchr(path.ptr, '\0', path.len))
        return slsc_resolver_fail(q->resolver, q->from, "variables/bad-parameter", SLSC_STR(""),
                                  SLSC_STR("write `${file(name.yml)}`"),
                                  "`file` needs a path in parentheses");
    const content *file = get_content(q, path);
    const slsc_str name = shown(q, path);
    slsc_answer answer = file->answer;
    if (file->reason.len) return tell_reason(q, path, file);
    if (answer == SLSC_ANSWER_NONE)
        q->label = is_script(path) && exists(q->resolver->unit, path)
                       ? slsc_strf(arena, "%.*s exports nothing there", SLSC_FMT(name))
                       : slsc_strf(arena, "%.*s does not exist", SLSC_FMT(name));
    if (answer == SLSC_ANSWER_VALUE && file->followed)
        q->value.node = file->root;
    else if (answer == SLSC_ANSWER_VALUE)
        answer = follow(q, file->root, &missing);
    if (answer == SLSC_ANSWER_NONE && q->label.len == 0 && !q->secret)
        q->label = slsc_strf(arena, "%.*s has no `%.*s` there", SLSC_FMT(name), SLSC_FMT(missing));
    return answer;
}
