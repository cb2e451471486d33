/* runtime.c: takes runtime.js apart. It is read as lines: `//: name` begins a part. */
#include "runtime.h"

#include "bundler_data.h"

static const char *const names[] = {
    [BUNDLER_HELPER_GET] = "get",           [BUNDLER_HELPER_EXPORTS] = "exports",
    [BUNDLER_HELPER_SPACE] = "space",       [BUNDLER_HELPER_STAR] = "star",
    [BUNDLER_HELPER_COMMONJS] = "commonjs", [BUNDLER_HELPER_ONCE] = "once",
    [BUNDLER_HELPER_DEFAULT] = "default",   [BUNDLER_HELPER_NAMESPACE] = "namespace",
    [BUNDLER_HELPER_REQUIRED] = "required", [BUNDLER_HELPER_LATER] = "later",
    [BUNDLER_HELPER_NAME] = "name",         [BUNDLER_HELPER_META] = "meta",
};

void bundler_add_helper(bundler_text *out, slsc_str prefix, bundler_helper helper)
{
    bundler_add(out, prefix);
    bundler_addz(out, names[helper]);
}

static void add_line(bundler_text *out, slsc_str prefix, slsc_str line, bool minify)
{
    size_t start = 0;
    while (minify && start < line.len && line.ptr[start] == ' ') start++;
    for (size_t i = start; i + 1 < line.len; i++) {
        if (line.ptr[i] != '_' || line.ptr[i + 1] != '$') continue;
        bundler_add(out, (slsc_str) { line.ptr + start, i - start });
        bundler_add(out, prefix);
        start = i + 2;
    }
    bundler_add(out, (slsc_str) { line.ptr + start, line.len - start });
}

void bundler_add_runtime(bundler_text *out, slsc_str prefix, uint32_t helpers, bool minify)
{
    if (helpers & (1u << BUNDLER_HELPER_SPACE | 1u << BUNDLER_HELPER_EXPORTS))
        helpers |= 1u << BUNDLER_HELPER_GET;
    bool wanted = false;
    unsigned part = 0;
    const slsc_str all = { bundler_runtime_js, bundler_runtime_js_size };
    for (size_t begin = 0; begin < all.len;) {
        size_t end = begin;
        while (end < all.len && all.ptr[end] != '\n') end++;
        const slsc_str line = { all.ptr + begin, end - begin + (end < all.len) };
        begin = end + 1;
        if (line.len > 3 && memcmp(line.ptr, "//: ", 4) == 0)
            wanted = helpers >> part++ & 1;
        else if (wanted && line.len > 1 && line.ptr[0] != '/')
            add_line(out, prefix, line, minify);
    }
}

static void add_file(bundler_text *out, const char *text, size_t size)
{
    for (size_t begin = 0; begin < size;) {
        const char *newline = memchr(text + begin, '\n', size - begin);
        const size_t end = newline ? (size_t)(newline - text) + 1 : size;
        if (text[begin] != '/' && end > begin + 1)
            bundler_add(out, (slsc_str) { text + begin, end - begin });
        begin = end;
    }
}

void bundler_add_decorators(bundler_text *out, uint32_t uses)
{
    if (uses & BUNDLER_USES_DECORATE) add_file(out, bundler_decorate_js, bundler_decorate_js_size);
    if (uses & BUNDLER_USES_DECORATORS)
        add_file(out, bundler_decorators_js, bundler_decorators_js_size);
}
