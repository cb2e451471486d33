/* bed.h: a tree, a resolver on it, and questions with answers as text. Behind the headers of
 * cmocka. */
#ifndef BUNDLER_TEST_BED_H
#define BUNDLER_TEST_BED_H

#include "resolve/resolve.h"
#include "tree.h"

typedef struct bed {
    tree tree;
    bundler_arena arena;
    bundler_resolver_options options;
    bundler_resolver *resolver;
    bundler_found found;
    char text[2048];
} bed;

static inline int begin(void **state)
{
    bed *b = calloc(1, sizeof *b);
    tree_begin(&b->tree);
    b->options.root = bundler_s(b->tree.root);
    *state = b;
    return 0;
}

static inline int end(void **state)
{
    bed *b = *state;
    tree_end(&b->tree);
    bundler_arena_end(&b->arena);
    free(b);
    return 0;
}

/* "lib/a.js", "<fs>", "external x", or "! why"; with the tree's folder cut off. */
static inline const char *ask_as(bed *b, bundler_asker asker, const char *folder,
                                 const char *specifier)
{
    char from[1024];
    tree_path(&b->tree, folder, from);
    if (!b->resolver) b->resolver = bundler_resolver_new(&b->arena, &b->options);
    bundler_resolve(b->resolver, bundler_s(from), bundler_s(specifier), asker, &b->found);
    const bundler_found *f = &b->found;
    if (f->kind == BUNDLER_FOUND_NOTHING) {
        assert_true(f->why.len > 0);
        assert_null(memchr(f->why.ptr, '\n', f->why.len));
        snprintf(b->text, sizeof b->text, "! %.*s", (int)f->why.len, f->why.ptr);
    } else if (f->kind == BUNDLER_FOUND_FILE) {
        assert_int_equal(f->path.ptr[f->path.len], 0);
        const size_t root = strlen(b->tree.root);
        const bool below = strncmp(f->path.ptr, b->tree.root, root) == 0;
        snprintf(b->text, sizeof b->text, "%s", f->path.ptr + (below ? root + 1 : 0));
    } else {
        snprintf(b->text, sizeof b->text,
                 f->kind == BUNDLER_FOUND_BUILTIN ? "<%.*s>" : "external %.*s", (int)f->path.len,
                 f->path.ptr);
    }
    return b->text;
}

static inline const char *import_(bed *b, const char *folder, const char *specifier)
{
    return ask_as(b, BUNDLER_BY_IMPORT, folder, specifier);
}

static inline const char *require_(bed *b, const char *folder, const char *specifier)
{
    return ask_as(b, BUNDLER_BY_REQUIRE, folder, specifier);
}

static inline void again(bed *b) { b->resolver = NULL; }

#define PACKAGE(name, json) tree_file(&b->tree, name "/package.json", json)
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

#endif
