/* claims.c: asks each shipped plugin what calls for it, and writes the answers down as the table
 * slsc_shipped_plugins (middle/loader.h), so that a compile opens only the objects it needs.
 *
 *     slsc_claims shared|linked OUT.c PLUGIN.so...                                              */
#include "slsc/plugin.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef const slsc_plugin *(*entry_function)(void);

static void identifier(FILE *out, const char *prefix, const char *name)
{
    fputs(prefix, out);
    for (; *name; name++) fputc(strchr("-.", *name) ? '_' : *name, out);
}

static void list(FILE *out, const char *what, const char *name, const char *const *items)
{
    fputs("static const char *const ", out);
    identifier(out, what, name);
    fputs("[] = { ", out);
    for (; items && *items; items++) fprintf(out, "\"%s\", ", *items);
    fputs("0 };\n", out);
}

static const slsc_plugin *descriptor(const char *path)
{
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    void *symbol = handle ? dlsym(handle, "slsc_plugin_v1") : NULL;
    entry_function entry;
    if (!symbol) {
        fprintf(stderr, "slsc_claims: %s\n", dlerror());
        exit(1);
    }
    memcpy(&entry, &symbol, sizeof entry); /* ISO C has no cast from object to function pointer */
    return entry();
}

int main(int argc, char **argv)
{
    FILE *out = argc >= 3 ? fopen(argv[2], "w") : NULL;
    const int linked = argc >= 3 && strcmp(argv[1], "linked") == 0;
    if (!out) return 64;

    fputs("/* Made at build by tools/claims.c from the descriptors of the shipped plugins. */\n"
          "#include \"middle/loader.h\"\n\n",
          out);
    for (int i = 3; i < argc; i++) {
        const slsc_plugin *plugin = descriptor(argv[i]);
        list(out, "claims_", plugin->name, plugin->claims);
        list(out, "names_", plugin->name, plugin->stands_for);
        if (linked) {
            identifier(out, "const slsc_plugin *slsc_linked_", plugin->name);
            fputs("(void);\n", out);
        }
    }
    fputs("\nconst slsc_shipped slsc_shipped_plugins[] = {\n", out);
    for (int i = 3; i < argc; i++) {
        const slsc_plugin *plugin = descriptor(argv[i]);
        fprintf(out, "    { \"%s\", ", plugin->name);
        identifier(out, "claims_", plugin->name);
        identifier(out, ", names_", plugin->name);
        if (linked)
            identifier(out, ", slsc_linked_", plugin->name);
        else
            fputs(", 0", out);
        fputs(" },\n", out);
    }
    fputs("    { 0, 0, 0, 0 },\n};\n", out);
    return fclose(out) == 0 ? 0 : 1;
}
