/* file.c: ${file(path):address}, a value from a file: YAML, JSON, or the text of any other file.
 *
 * A file is read and parsed once; values are copied out of it. Its own variables are replaced where
 * they end up, but for those on the way of an address. A file that is not there has no value, so
 * that a default applies; one that is there and cannot be read is a fault. What is written in
 * JavaScript would have to be run, and slsc runs nothing. */
#include "front/load.h"
#include "front/sources/sources.h"
#include <string.h>

typedef struct content { /* a file, as remembered */
    slsc_answer answer;
    const slsc_node *root;
    const char *reason; /* why it cannot be read; NULL where that was told already */
    bool is_script;
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
    static const char *const extensions[] = { ".js", ".cjs", ".mjs", ".ts", NULL };
    return ends_with_any(path, extensions);
}

/* The path in a message; not when it came from a secret. */
static slsc_str shown(const slsc_question *q, slsc_str path)
{
    if (q->secret) return SLSC_STR("this file");
    return slsc_strf(q->resolver->unit->arena, "`%.*s`", SLSC_FMT(path));
}

static slsc_answer tell_script(slsc_question *q, slsc_str path)
{
    const slsc_str name = shown(q, path);
    return slsc_resolver_fail(
        q->resolver, q->from, "variables/file-needs-node", SLSC_STR(""),
        SLSC_STR("let the build write its value to a JSON file, and read that: "
                 "`${file(values.json)}`"),
        "%.*s would have to be run by node, and nothing is run here", SLSC_FMT(name));
}

static slsc_answer tell_reason(slsc_question *q, slsc_str path, const char *reason)
{
    const slsc_str name = shown(q, path);
    return slsc_resolver_fail(q->resolver, q->from, "variables/file-unreadable", SLSC_STR(""),
                              SLSC_STR(""), "cannot read %.*s: %s", SLSC_FMT(name), reason);
}

static void take_text(slsc_unit *unit, slsc_str text, uint32_t file, content *out)
{
    slsc_node *node = NULL;
    if (slsc_str_valid_utf8(text) != text.len) {
        out->reason = "it is not UTF-8 text";
        return;
    }
    node = slsc_node_read(unit, SLSC_STRING, (slsc_place) { file, 0, (uint32_t)text.len });
    node->as.string = text;
    out->root = node;
}

static void take_tree(slsc_unit *unit, uint32_t file, content *out)
{
    const uint16_t maker = unit->maker;
    unit->maker = 0; /* what is read is the user's, not ours */
    out->root = slsc_load_file(unit, file);
    unit->maker = maker;
}

static void load(slsc_unit *unit, slsc_str path, content *out)
{
    slsc_str text = { NULL, 0 };
    uint32_t file = 0;
    if (is_script(path)) {
        const slsc_str full = slsc_path_join(unit->arena, unit->folder, path);
        out->is_script = slsc_fs_stat(slsc_str_cstr(unit->arena, full)).kind != SLSC_FS_NONE;
        out->answer = out->is_script ? SLSC_ANSWER_FAILED : SLSC_ANSWER_NONE;
        return;
    }
    const slsc_fs_error error = slsc_unit_read(unit, path, &text, &file);
    out->answer = error == SLSC_FS_MISSING ? SLSC_ANSWER_NONE : SLSC_ANSWER_FAILED;
    if (error == SLSC_FS_OK && is_tree(path))
        take_tree(unit, file, out);
    else if (error == SLSC_FS_OK)
        take_text(unit, text, file, out);
    else if (error != SLSC_FS_MISSING)
        out->reason = slsc_fs_reason(error);
    if (out->root) out->answer = SLSC_ANSWER_VALUE;
}

static const content *get_content(slsc_resolver *r, slsc_str path)
{
    const slsc_key *key = slsc_keys_intern(r->paths, slsc_path_normalize(r->unit->arena, path));
    content *known = (content *)slsc_table_get(&r->files, key);
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
    const content *file = get_content(q->resolver, path);
    const slsc_str name = shown(q, path);
    slsc_answer answer = file->answer;
    if (file->is_script) return tell_script(q, path);
    if (file->reason) return tell_reason(q, path, file->reason);
    if (answer == SLSC_ANSWER_NONE)
        q->label = slsc_strf(arena, "%.*s does not exist", SLSC_FMT(name));
    if (answer == SLSC_ANSWER_VALUE) answer = follow(q, file->root, &missing);
    if (answer == SLSC_ANSWER_NONE && q->label.len == 0 && !q->secret)
        q->label = slsc_strf(arena, "%.*s has no `%.*s` there", SLSC_FMT(name), SLSC_FMT(missing));
    return answer;
}
