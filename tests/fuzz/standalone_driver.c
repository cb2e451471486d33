/* Runs a fuzzer without libFuzzer: on every file given and every file found below a folder given,
 * in the order of their names. A corpus is a test of any compiler this way. Options, which begin
 * with `-`, are libFuzzer's and passed over. Having nothing to run is a failure: a corpus that
 * moved must not look like one that passed. */
#include "base/fs.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILE_MAX = 1 << 24, FILES_MAX = 100000 };

static bool run_file(slsc_arena *arena, const char *path)
{
    slsc_str content;
    slsc_fs_error error = slsc_fs_read(arena, path, FILE_MAX, &content);
    if (error != SLSC_FS_OK) {
        fprintf(stderr, "%s: %s\n", path, slsc_fs_reason(error));
        return false;
    }
    LLVMFuzzerTestOneInput((const uint8_t *)content.ptr, content.len);
    return true;
}

static bool run_folder(slsc_arena *arena, const char *folder, size_t *ran)
{
    slsc_fs_list files;
    slsc_fs_error error = slsc_fs_walk(arena, folder, FILES_MAX, NULL, NULL, &files);
    if (error != SLSC_FS_OK) {
        fprintf(stderr, "%s: %s\n", folder, slsc_fs_reason(error));
        return false;
    }
    for (size_t i = 0; i < files.count; i++) {
        slsc_str path = slsc_path_join(arena, slsc_str_z(folder), files.items[i].path);
        if (!run_file(arena, path.ptr)) return false;
        ++*ran;
    }
    return true;
}

int main(int argc, char **argv)
{
    slsc_arena *arena = slsc_arena_new(0);
    size_t ran = 0;
    bool fine = true;
    for (int i = 1; i < argc && fine; i++) {
        if (argv[i][0] == '-') continue;
        if (slsc_fs_stat(argv[i]).kind == SLSC_FS_FOLDER) {
            fine = run_folder(arena, argv[i], &ran);
        } else {
            fine = run_file(arena, argv[i]);
            ran++;
        }
    }
    printf("%zu inputs\n", ran);
    slsc_arena_free(arena);
    return fine && ran > 0 ? 0 : 1;
}
