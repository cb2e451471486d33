/* loaders.c: files that are no scripts. Each becomes CommonJS that sets module.exports, whatever
 * the loader: what is JSON in one program may be text in the next. */
#include "link.h"

#include "resolve/json.h"

bundler_loader bundler_loader_of(const bundler_bundle_options *options, const bundler_found *found)
{
    static const bundler_loader of_language[] = { [BUNDLER_JS] = BUNDLER_LOAD_JS,
                                                  [BUNDLER_JSX] = BUNDLER_LOAD_JSX,
                                                  [BUNDLER_TS] = BUNDLER_LOAD_TS,
                                                  [BUNDLER_TSX] = BUNDLER_LOAD_TSX };
    size_t longest = 0;
    bundler_loader loader = BUNDLER_LOAD_DEFAULT;
    for (size_t i = 0; i < options->loader_count; i++) {
        const slsc_str extension = options->loaders[i].extension;
        if (extension.len <= longest || extension.len > found->path.len) continue;
        const char *end = found->path.ptr + found->path.len - extension.len;
        if (memcmp(end, extension.ptr, extension.len) != 0) continue;
        longest = extension.len;
        loader = options->loaders[i].loader;
    }
    if (loader != BUNDLER_LOAD_DEFAULT) return loader;
    switch (found->file) {
    case BUNDLER_FILE_SCRIPT: return of_language[found->language];
    case BUNDLER_FILE_JSON: return BUNDLER_LOAD_JSON;
    case BUNDLER_FILE_NATIVE: return BUNDLER_LOAD_COPY;
    case BUNDLER_FILE_OTHER: break;
    }
    return BUNDLER_LOAD_DEFAULT;
}

bool bundler_loader_language(bundler_loader loader, uint32_t *language)
{
    switch (loader) {
    case BUNDLER_LOAD_JS: *language = BUNDLER_JS; return true;
    case BUNDLER_LOAD_JSX: *language = BUNDLER_JSX; return true;
    case BUNDLER_LOAD_TS: *language = BUNDLER_TS; return true;
    case BUNDLER_LOAD_TSX: *language = BUNDLER_TSX; return true;
    case BUNDLER_LOAD_DEFAULT:
    case BUNDLER_LOAD_JSON:
    case BUNDLER_LOAD_TEXT:
    case BUNDLER_LOAD_BASE64:
    case BUNDLER_LOAD_DATAURL:
    case BUNDLER_LOAD_BINARY:
    case BUNDLER_LOAD_FILE:
    case BUNDLER_LOAD_COPY:
    case BUNDLER_LOAD_EMPTY: break;
    }
    return false;
}

/* ---- Text of JavaScript ---- */

bool bundler_is_identifier(slsc_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        const bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
        if (!letter && (i == 0 || c < '0' || c > '9')) return false;
    }
    return text.len > 0;
}

static void add_unit16(bundler_text *out, unsigned code)
{
    static const char digits[] = "0123456789abcdef";
    const char text[] = { '\\',
                          'u',
                          digits[code >> 12 & 15],
                          digits[code >> 8 & 15],
                          digits[code >> 4 & 15],
                          digits[code & 15] };
    bundler_add(out, (slsc_str) { text, sizeof text });
}

/* How many bytes of `rest` need an escape as one, and which code unit they are; 0: none. */
static size_t to_escape(slsc_str rest, unsigned *code)
{
    const unsigned char *p = (const unsigned char *)rest.ptr;
    if (p[0] < 0x20 || p[0] == '"' || p[0] == '\\' || p[0] == 0x7f) {
        *code = p[0];
        return 1;
    }
    if (rest.len < 3) return 0;
    const bool separator = p[0] == 0xe2 && p[1] == 0x80 && (p[2] == 0xa8 || p[2] == 0xa9);
    const bool surrogate = p[0] == 0xed && p[1] >= 0xa0;
    if (!separator && !surrogate) return 0;
    *code = (unsigned)(p[0] & 15) << 12 | (unsigned)(p[1] & 63) << 6 | (p[2] & 63);
    return 3;
}

void bundler_quote(bundler_text *out, slsc_str text)
{
    bundler_reserve(out, text.len + 2);
    bundler_addz(out, "\"");
    size_t start = 0;
    for (size_t i = 0; i < text.len;) {
        unsigned code = 0;
        const size_t size = to_escape((slsc_str) { text.ptr + i, text.len - i }, &code);
        if (size == 0) {
            i++;
            continue;
        }
        bundler_add(out, (slsc_str) { text.ptr + start, i - start });
        if (code == '\n')
            bundler_addz(out, "\\n");
        else if (code == '\t')
            bundler_addz(out, "\\t");
        else if (code == '"')
            bundler_addz(out, "\\\"");
        else if (code == '\\')
            bundler_addz(out, "\\\\");
        else
            add_unit16(out, code);
        start = i += size;
    }
    bundler_add(out, (slsc_str) { text.ptr + start, text.len - start });
    bundler_addz(out, "\"");
}

void bundler_base64(bundler_text *out, slsc_str bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    bundler_reserve(out, (bytes.len / 3 + 1) * 4);
    for (size_t i = 0; i < bytes.len; i += 3) {
        const size_t left = bytes.len - i;
        const unsigned group = (unsigned)p[i] << 16 | (left > 1 ? (unsigned)p[i + 1] << 8 : 0) |
                               (left > 2 ? (unsigned)p[i + 2] : 0);
        const char four[] = { digits[group >> 18 & 63], digits[group >> 12 & 63],
                              left > 1 ? digits[group >> 6 & 63] : '=',
                              left > 2 ? digits[group & 63] : '=' };
        bundler_add(out, (slsc_str) { four, 4 });
    }
}

/* ---- Data ---- */

/* JSON is an expression of JavaScript, but for a key `__proto__`, which would set the prototype. */
static slsc_status load_json(bundler_unit *unit, bundler_text *out)
{
    slsc_str source = unit->module.source;
    if (source.len >= 3 && memcmp(source.ptr, "\xef\xbb\xbf", 3) == 0)
        source = (slsc_str) { source.ptr + 3, source.len - 3 };
    uint32_t offset = 0;
    bundler_arena scratch = { 0 };
    const bool valid = bundler_json_read(&scratch, source, false, &offset) != NULL;
    bundler_arena_end(&scratch);
    if (!valid) {
        unit->module.log.error = bundler_s("this is not JSON");
        unit->module.log.error_offset = unit->module.log.error_end =
            offset + (uint32_t)(unit->module.source.len - source.len);
        return SLSC_FAIL;
    }
    bundler_text json = { .arena = &unit->module.arena };
    bundler_reserve(&json, source.len + 1);
    bool in_string = false, proto = false;
    for (size_t i = 0, start = 0; i <= source.len; i++) {
        const char c = i < source.len ? source.ptr[i] : ' ';
        if (in_string && c == '\\' && i + 1 < source.len)
            i++;
        else if (c == '"') {
            in_string = !in_string;
            proto = proto || (in_string && source.len - i > 10 &&
                              memcmp(source.ptr + i, "\"__proto__", 10) == 0);
        }
        if (i < source.len && (in_string || (c != ' ' && c != '\n' && c != '\t' && c != '\r')))
            continue;
        bundler_add(&json, (slsc_str) { source.ptr + start, i - start });
        start = i + 1;
    }
    if (!proto) {
        bundler_add(out, bundler_done(&json));
        return SLSC_OK;
    }
    bundler_addz(out, "JSON.parse(");
    bundler_quote(out, bundler_done(&json));
    bundler_addz(out, ")");
    return SLSC_OK;
}

static slsc_str type_of(bundler_arena *arena, slsc_str path)
{
    static const struct {
        const char *extension, *kind, *format;
    } types[] = {
        { ".css", "text", "css" },          { ".gif", "image", "gif" },
        { ".htm", "text", "html" },         { ".html", "text", "html" },
        { ".jpeg", "image", "jpeg" },       { ".jpg", "image", "jpeg" },
        { ".js", "text", "javascript" },    { ".json", "application", "json" },
        { ".md", "text", "markdown" },      { ".mjs", "text", "javascript" },
        { ".pdf", "application", "pdf" },   { ".png", "image", "png" },
        { ".svg", "image", "svg+xml" },     { ".txt", "text", "plain" },
        { ".wasm", "application", "wasm" }, { ".webp", "image", "webp" },
        { ".woff2", "font", "woff2" },      { ".xml", "text", "xml" },
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const slsc_str end = bundler_s(types[i].extension);
        if (path.len > end.len && memcmp(path.ptr + path.len - end.len, end.ptr, end.len) == 0)
            return bundler_printf(arena, "%s/%s", types[i].kind, types[i].format);
    }
    return bundler_printf(arena, "%s/%s", "application", "octet-stream");
}

/* NAME-HASH.EXT: two files of one name and different content may lie side by side. */
static slsc_str asset_name(bundler_arena *arena, slsc_str path, slsc_str content)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < content.len; i++)
        hash = (hash ^ (unsigned char)content.ptr[i]) * 1099511628211u;
    size_t slash = path.len;
    while (slash > 0 && path.ptr[slash - 1] != '/') slash--;
    size_t dot = path.len;
    while (dot > slash && path.ptr[dot - 1] != '.') dot--;
    if (dot <= slash + 1) dot = path.len + 1;
    return bundler_printf(arena, "%.*s-%08x%.*s", (int)(dot - 1 - slash), path.ptr + slash,
                          (unsigned)(hash ^ hash >> 32), (int)(path.len - dot + 1),
                          path.ptr + dot - 1);
}

static void load_asset(bundler_unit *unit, bundler_text *out)
{
    bundler_module *module = &unit->module;
    unit->asset = asset_name(&module->arena, module->file.path, module->source);
    const slsc_str path =
        bundler_printf(&module->arena, "./%.*s", (int)unit->asset.len, unit->asset.ptr);
    if (module->loader == BUNDLER_LOAD_COPY) bundler_addz(out, "require(");
    bundler_quote(out, path);
    if (module->loader == BUNDLER_LOAD_COPY) bundler_addz(out, ")");
}

slsc_status bundler_load_data(bundler_unit *unit)
{
    bundler_module *module = &unit->module;
    bundler_text out = { .arena = &module->arena };
    slsc_status status = SLSC_OK;
    switch (module->loader) {
    case BUNDLER_LOAD_JSON: status = load_json(unit, &out); break;
    case BUNDLER_LOAD_TEXT: bundler_quote(&out, module->source); break;
    case BUNDLER_LOAD_BASE64:
        bundler_addz(&out, "\"");
        bundler_base64(&out, module->source);
        bundler_addz(&out, "\"");
        break;
    case BUNDLER_LOAD_DATAURL:
        bundler_addz(&out, "\"data:");
        bundler_add(&out, type_of(&module->arena, module->file.path));
        bundler_addz(&out, ";base64,");
        bundler_base64(&out, module->source);
        bundler_addz(&out, "\"");
        break;
    case BUNDLER_LOAD_BINARY:
        bundler_addz(&out, "Uint8Array.from(Buffer.from(\"");
        bundler_base64(&out, module->source);
        bundler_addz(&out, "\", \"base64\"))");
        break;
    case BUNDLER_LOAD_FILE:
    case BUNDLER_LOAD_COPY: load_asset(unit, &out); break;
    case BUNDLER_LOAD_DEFAULT:
    case BUNDLER_LOAD_JS:
    case BUNDLER_LOAD_JSX:
    case BUNDLER_LOAD_TS:
    case BUNDLER_LOAD_TSX:
    case BUNDLER_LOAD_EMPTY: bundler_addz(&out, "{}"); break;
    }
    unit->data = bundler_done(&out);
    return status;
}
