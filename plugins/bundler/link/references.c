/* references.c: what stands where a name stood. A name of another module becomes the name it has
 * in the bundle, or a property of what holds it, so that it stays live. */
#include "edits.h"

static slsc_str with_prefix(bundler_bundle *bundle, const char *before, slsc_str text,
                            const char *after)
{
    return bundler_printf(bundle->arena, "%s%.*s%s", before, (int)text.len, text.ptr, after);
}

/* ---- Defines ---- */

static bool is_part_of_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || (unsigned char)c >= 0x80;
}

/* Where the chain `name` (a.b.c), whose first name is at `offset`, ends; BUNDLER_NONE: it is not
 * here. */
static uint32_t match_chain(const bundler_log *log, slsc_str name, uint32_t offset)
{
    if (log->source.len - offset < name.len) return BUNDLER_NONE;
    const char *at = log->source.ptr + offset;
    if (memcmp(at, name.ptr, name.len) != 0 || is_part_of_name(at[name.len])) return BUNDLER_NONE;
    const char *next = at + name.len;
    while (*next == ' ') next++;
    const bool assigned = next[0] == '=' && next[1] != '=';
    return assigned ? BUNDLER_NONE : offset + (uint32_t)name.len;
}

static bool replace_define(const bundler_bundle *bundle, const bundler_log *log,
                           const bundler_reference *reference, bundler_replacement *out)
{
    uint32_t longest = 0;
    if ((reference->flags & BUNDLER_REF_WRITE) || reference->end <= reference->offset) return false;
    for (size_t i = 0; i < bundle->options->define_count; i++) {
        const bundler_define *define = &bundle->options->defines[i];
        const uint32_t end = match_chain(log, define->name, reference->offset);
        if (end == BUNDLER_NONE || end <= longest) continue;
        longest = out->end = end;
        out->text = define->text;
    }
    return longest != 0;
}

/* ---- this, import.meta ---- */

static bool replace_meta(bundler_bundle *bundle, const bundler_part *part,
                         const bundler_reference *reference, bundler_replacement *out)
{
    const slsc_str name = bundler_name_text(part->of, reference->name);
    static const char *const known[] = { "import.meta", "import.meta.url", "import.meta.filename",
                                         "import.meta.dirname" };
    bool is_known = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        is_known = is_known || bundler_is(name, known[i]);
    if (!is_known)
        bundler_tell(bundle->messages, BUNDLER_META, false, part->unit, reference->offset,
                     reference->end,
                     bundler_printf(bundle->arena, "`%.*s` has no meaning in a bundle",
                                    (int)name.len, name.ptr),
                     (slsc_str) { 0 });
    if (bundle->is_module) return false;
    bundler_text text = { .arena = bundle->arena };
    bundler_use_helper(bundle, &text, BUNDLER_HELPER_META);
    bundler_addz(&text, "()");
    const slsc_str start = bundler_s("import.meta");
    if (name.len > start.len)
        bundler_add(&text, (slsc_str) { name.ptr + start.len, name.len - start.len });
    out->text = bundler_done(&text);
    out->end = reference->end;
    return true;
}

/* ---- Names ---- */

static bool is_plain(slsc_str text)
{
    return !memchr(text.ptr, '.', text.len) && !memchr(text.ptr, '[', text.len) &&
           !memchr(text.ptr, '(', text.len);
}

static bool replace_name(bundler_bundle *bundle, const bundler_part *part,
                         const bundler_reference *reference, bundler_replacement *out)
{
    const bundler_unit *unit = part->of;
    if (unit->kind != BUNDLER_ES || !unit->module.log.symbols[reference->symbol].top) return false;
    const slsc_str name = bundler_name_text(unit, reference->name);
    out->end = reference->end;
    if (!unit->bound || unit->bound[reference->symbol] == BUNDLER_NONE) {
        out->text = part->names[reference->symbol];
        return out->text.ptr && out->text.ptr != name.ptr;
    }
    const bundler_target whole = unit->bindings[unit->bound[reference->symbol]];
    const bundler_target target = bundler_bound(bundle->graph, unit, reference);
    out->text = bundler_target_text(bundle, part->group, &target);
    const bool member = target.kind != whole.kind || target.unit != whole.unit ||
                        target.index != whole.index || !bundler_eq(target.name, whole.name);
    if (member) out->end = reference->member_end;
    return member || !bundler_eq(out->text, name);
}

/* What ended with `]` ends with a name now: x["y"]in z. */
static bool joins(const bundler_bundle *bundle, const bundler_log *log, uint32_t end, slsc_str text)
{
    const char *next = log->source.ptr + end;
    if (next[-1] != ']' || !text.len || !is_part_of_name(text.ptr[text.len - 1])) return false;
    const bool apart =
        *next == ' ' || *next == '\t' || *next == '\r' || *next == '\n' || *next == '/';
    return is_part_of_name(*next) || (bundle->options->minify && apart);
}

bool bundler_replace_reference(bundler_bundle *bundle, const bundler_part *part,
                               const bundler_reference *reference, bundler_replacement *out)
{
    const bundler_log *log = &part->of->module.log;
    if (reference->flags & BUNDLER_REF_META) return replace_meta(bundle, part, reference, out);
    if (reference->flags & BUNDLER_REF_THIS) {
        if (part->of->kind != BUNDLER_ES) return false;
        out->text = bundler_s("(void 0)");
        out->end = reference->end;
    } else if (reference->symbol == BUNDLER_NONE) {
        if (!bundle->options->define_count || !replace_define(bundle, log, reference, out))
            return false;
    } else if (!replace_name(bundle, part, reference, out))
        return false;
    if ((reference->flags & BUNDLER_REF_CALL) && out->end == reference->end && !is_plain(out->text))
        out->text = with_prefix(bundle, "(0,", out->text, ")");
    if (joins(bundle, log, out->end, out->text))
        out->text = with_prefix(bundle, "", out->text, " ");
    if ((reference->flags & BUNDLER_REF_ASI) && out->text.len && out->text.ptr[0] == '(')
        out->text = with_prefix(bundle, ";", out->text, "");
    if (reference->flags & BUNDLER_REF_SHORTHAND) {
        const slsc_str name = { log->source.ptr + reference->offset,
                                reference->end - reference->offset };
        out->text = bundler_printf(bundle->arena, "%.*s: %.*s", (int)name.len, name.ptr,
                                   (int)out->text.len, out->text.ptr);
    }
    return true;
}
