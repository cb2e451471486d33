/* tree.h: small trees of files for the tests of the resolver, in a folder that dies with the test.
 */
#ifndef BUNDLER_TEST_TREE_H
#define BUNDLER_TEST_TREE_H

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct tree {
    char root[64]; /* real */
} tree;

static inline void tree_must(int done, const char *what)
{
    if (done) return;
    perror(what);
    abort();
}

static inline void tree_path(const tree *t, const char *name, char out[1024])
{
    tree_must(snprintf(out, 1024, "%s/%s", t->root, name) < 1024, name);
}

static inline void tree_folders(char *path)
{
    for (char *c = path + 1; *c; c++) {
        if (*c != '/') continue;
        *c = 0;
        tree_must(mkdir(path, 0777) == 0 || errno == EEXIST, path);
        *c = '/';
    }
}

static inline void tree_file(const tree *t, const char *name, const char *content)
{
    char path[1024];
    tree_path(t, name, path);
    tree_folders(path);
    FILE *file = fopen(path, "wb");
    tree_must(file != NULL, path);
    fputs(content, file);
    fclose(file);
}

static inline void tree_link(const tree *t, const char *name, const char *target)
{
    char path[1024];
    tree_path(t, name, path);
    tree_folders(path);
    tree_must(symlink(target, path) == 0, path);
}

/* Empty files: names divided by spaces. */
static inline void tree_files(const tree *t, const char *names)
{
    char name[256];
    for (size_t length; *names; names += length) {
        names += strspn(names, " ");
        length = strcspn(names, " ");
        if (length == 0) break;
        tree_must(length < sizeof name, names);
        memcpy(name, names, length);
        name[length] = 0;
        tree_file(t, name, "");
    }
}

static inline void tree_begin(tree *t)
{
    char name[] = "/tmp/slsc-tree-XXXXXX", *real;
    tree_must(mkdtemp(name) != NULL, name);
    real = realpath(name, NULL);
    tree_must(real && strlen(real) < sizeof t->root, name);
    memcpy(t->root, real, strlen(real) + 1);
    free(real);
}

static inline int tree_remove_one(const char *path, const struct stat *status, int flag,
                                  struct FTW *walk)
{
    (void)status, (void)flag, (void)walk;
    return remove(path);
}

static inline void tree_end(const tree *t)
{
    nftw(t->root, tree_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
