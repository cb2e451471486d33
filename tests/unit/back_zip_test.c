/* Zips: the bytes of a tiny one by hand, the records of huge ones, and unzip and Python as judges
 * from outside where they are at hand. */
#include "back/package/zip.h"
#include "base/fs.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* behind the four it needs */
#include <cmocka.h>

static slsc_str join_pieces(slsc_arena *arena, const slsc_str *pieces, size_t n)
{
    slsc_sb sb = slsc_sb_new(arena, 0);
    for (size_t i = 0; i < n; i++) slsc_sb_add(&sb, pieces[i]);
    return slsc_sb_str(&sb);
}

/* clang-format off */
static const unsigned char tiny[] = {
    /* local header of "a.sh": deflated, 7 bytes for 2 */
    'P', 'K', 3, 4, 20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0, 0xac, 0x2a, 0x93, 0xd8,
    7, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 'a', '.', 's', 'h',
    1, 2, 0, 0xfd, 0xff, 'h', 'i', /* one stored block, the last */
    /* local header of "b", at 41: stored, empty */
    'P', 'K', 3, 4, 20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 'b',
    /* central directory, at 72 */
    'P', 'K', 1, 2, 63, 3, 20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0, 0xac, 0x2a, 0x93, 0xd8,
    7, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xed, 0x81, 0, 0, 0, 0,
    'a', '.', 's', 'h',
    'P', 'K', 1, 2, 63, 3, 20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xa4, 0x81, 41, 0, 0, 0,
    'b',
    /* end: 2 files, 97 bytes of directory at 72 */
    'P', 'K', 5, 6, 0, 0, 0, 0, 2, 0, 2, 0, 97, 0, 0, 0, 72, 0, 0, 0, 0, 0,
};
/* clang-format on */

static void has_the_bytes_of_the_format(void **state)
{
    (void)state;
    slsc_arena *arena = slsc_arena_new(0);
    slsc_zip_packer *packer = slsc_zip_packer_new(arena);
    slsc_zip_blob hi = slsc_zip_compress(packer, arena, SLSC_STR("hi"));
    slsc_zip_blob nothing = slsc_zip_compress(packer, arena, SLSC_STR(""));
    slsc_zip_entry entries[] = { { SLSC_STR("b"), false, &nothing },
                                 { SLSC_STR("a.sh"), true, &hi } };
    slsc_str *pieces;
    size_t n = slsc_zip_write(arena, entries, 2, &pieces);
    slsc_str zip = join_pieces(arena, pieces, n);
    assert_int_equal(zip.len, sizeof tiny);
    assert_memory_equal(zip.ptr, tiny, sizeof tiny);
    slsc_zip_packer_free(packer);
    slsc_arena_free(arena);
}

static uint64_t number_at(slsc_str bytes, size_t at, unsigned size)
{
    uint64_t value = 0;
    for (unsigned i = size; i-- > 0;) value = value << 8 | (unsigned char)bytes.ptr[at + i];
    return value;
}

/* Only the records are looked at: the data is one buffer, told to be many. */
static void goes_over_to_zip64_in_size(void **state)
{
    (void)state;
    enum { FILES = 80 };
    const size_t part = (size_t)64 << 20;
    slsc_arena *arena = slsc_arena_new(0);
    slsc_zip_blob blob = { { "", part }, (uint64_t)5 << 30, 0x12345678 };
    slsc_zip_entry entries[FILES];
    for (int i = 0; i < FILES; i++)
        entries[i] = (slsc_zip_entry) { slsc_strf(arena, "%02d", i), false, &blob };
    slsc_str *pieces;
    size_t n = slsc_zip_write(arena, entries, FILES, &pieces);
    assert_int_equal(n, 2 * FILES + 1);
    /* Local header: the content is over 4 GiB, the data is not; its field holds one number. */
    assert_int_equal(pieces[0].len, 30 + 2 + 12);
    assert_int_equal(number_at(pieces[0], 4, 2), 45);
    assert_int_equal(number_at(pieces[0], 22, 4), 0xffffffff);
    assert_int_equal(number_at(pieces[0], 18, 4), part);
    assert_int_equal(number_at(pieces[0], 28, 2), 12);
    assert_int_equal(number_at(pieces[0], 32, 2), 1);
    assert_int_equal(number_at(pieces[0], 34, 2), 8);
    assert_int_equal(number_at(pieces[0], 36, 8), (uint64_t)5 << 30);
    /* The last central record: its offset is over 4 GiB, too. */
    slsc_str directory = pieces[n - 1];
    uint64_t start = FILES * (uint64_t)(part + 44);
    size_t last = directory.len - (56 + 20 + 22) - (46 + 2 + 20);
    assert_int_equal(number_at(directory, last, 4), 0x02014b50);
    assert_int_equal(number_at(directory, last + 42, 4), 0xffffffff);
    assert_int_equal(number_at(directory, last + 30, 2), 20);
    assert_int_equal(number_at(directory, last + 48 + 12, 8), start - (part + 44));
    /* The ends: zip64, locator, old. */
    size_t end = directory.len - (56 + 20 + 22);
    assert_int_equal(number_at(directory, end, 4), 0x06064b50);
    assert_int_equal(number_at(directory, end + 48, 8), start);
    assert_int_equal(number_at(directory, end + 40, 8), end);
    assert_int_equal(number_at(directory, end + 56, 4), 0x07064b50);
    assert_int_equal(number_at(directory, end + 56 + 8, 8), start + end);
    assert_int_equal(number_at(directory, end + 76, 4), 0x06054b50);
    assert_int_equal(number_at(directory, end + 76 + 16, 4), 0xffffffff);
    assert_int_equal(number_at(directory, end + 76 + 8, 2), FILES);
    slsc_arena_free(arena);
}

/* A judge from outside; true as well where there is none. */
static bool accepted(const char *tool, const char *command)
{
    slsc_arena *arena = slsc_arena_new(0);
    slsc_str probe = slsc_strf(arena, "command -v %s >/dev/null 2>&1", tool);
    bool fine = system(probe.ptr) != 0 || system(command) == 0;
    slsc_arena_free(arena);
    return fine;
}

static const char *const contents = "import sys, zipfile\n"
                                    "z = zipfile.ZipFile('back_zip_test.zip')\n"
                                    "assert z.testzip() is None\n"
                                    "assert len(z.infolist()) == int(sys.argv[1])\n"
                                    "assert z.read('caf\\u00e9/1.txt') == b'x' * 100000\n"
                                    "i = z.getinfo('caf\\u00e9/1.txt')\n"
                                    "assert i.date_time == (1980, 1, 1, 0, 0, 0)\n"
                                    "assert i.external_attr == 0o100755 << 16\n";

static void check_zip(size_t files)
{
    slsc_arena *arena = slsc_arena_new(0);
    char *text = SLSC_NEW_ARRAY(arena, char, 100000);
    memset(text, 'x', 100000);
    slsc_zip_packer *packer = slsc_zip_packer_new(arena);
    slsc_zip_blob xs = slsc_zip_compress(packer, arena, (slsc_str) { text, 100000 });
    slsc_zip_blob nothing = slsc_zip_compress(packer, arena, SLSC_STR(""));
    slsc_zip_entry *entries = SLSC_NEW_ARRAY(arena, slsc_zip_entry, files);
    entries[0] = (slsc_zip_entry) { SLSC_STR("caf\xc3\xa9/1.txt"), true, &xs };
    for (size_t i = 1; i < files; i++)
        entries[i] = (slsc_zip_entry) { slsc_strf(arena, "%zu", i), false, &nothing };
    slsc_str *pieces;
    size_t n = slsc_zip_write(arena, entries, files, &pieces);
    slsc_str zip = join_pieces(arena, pieces, n);
    assert_int_equal(slsc_fs_replace(arena, "back_zip_test.zip", zip), SLSC_FS_OK);
    assert_int_equal(slsc_fs_replace(arena, "back_zip_test.py", slsc_str_z(contents)), SLSC_FS_OK);
    assert_true(accepted("unzip", "unzip -tqq back_zip_test.zip"));
    slsc_str python = slsc_strf(arena, "python3 back_zip_test.py %zu", files);
    assert_true(accepted("python3", python.ptr));
    remove("back_zip_test.zip");
    remove("back_zip_test.py");
    slsc_zip_packer_free(packer);
    slsc_arena_free(arena);
}

static void is_read_by_others(void **state)
{
    (void)state;
    check_zip(3);
    check_zip(70000); /* zip64 for the number of files */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_the_bytes_of_the_format),
        cmocka_unit_test(goes_over_to_zip64_in_size),
        cmocka_unit_test(is_read_by_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
