/* Strings, builders, keys, digests: what every other room takes for granted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/digest.h"
#include "base/hash.h"
#include "base/intern.h"
#include "base/str.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int set_up(void **state)
{
    *state = slsc_arena_new(0);
    return 0;
}

static int tear_down(void **state)
{
    slsc_arena_free(*state);
    return 0;
}

static void strings_compare_by_bytes(void **state)
{
    (void)state;
    slsc_str none = { NULL, 0 };
    assert_true(slsc_str_eq(none, SLSC_STR("")));
    assert_true(slsc_str_is(none, ""));
    assert_true(slsc_str_is(SLSC_STR("abc"), "abc"));
    assert_false(slsc_str_is(SLSC_STR("abc"), "ab"));
    assert_true(slsc_str_cmp(SLSC_STR("ab"), SLSC_STR("abc")) < 0);
    assert_true(slsc_str_cmp(SLSC_STR("b"), SLSC_STR("abc")) > 0);
    assert_true(slsc_str_cmp(SLSC_STR("\xff"), SLSC_STR("a")) > 0);
    assert_int_equal(slsc_str_cmp(none, SLSC_STR("")), 0);
    assert_true(slsc_str_starts(SLSC_STR("abc"), SLSC_STR("ab")));
    assert_true(slsc_str_starts(SLSC_STR("abc"), none));
    assert_false(slsc_str_starts(SLSC_STR("a"), SLSC_STR("ab")));
    assert_true(slsc_str_ends(SLSC_STR("abc"), SLSC_STR("bc")));
    assert_false(slsc_str_ends(SLSC_STR("c"), SLSC_STR("bc")));
}

static void strings_are_searched_and_cut(void **state)
{
    (void)state;
    slsc_str s = SLSC_STR("aabaab");
    assert_int_equal(slsc_str_find(s, SLSC_STR("aab")), 0);
    assert_int_equal(slsc_str_find(s, SLSC_STR("baab")), 2);
    assert_int_equal(slsc_str_find(s, SLSC_STR("ab")), 1);
    assert_int_equal(slsc_str_find(s, SLSC_STR("b")), 2);
    assert_true(slsc_str_find(s, SLSC_STR("bb")) == SIZE_MAX);
    assert_true(slsc_str_find(s, SLSC_STR("aabaabb")) == SIZE_MAX);
    assert_true(slsc_str_find((slsc_str) { NULL, 0 }, SLSC_STR("a")) == SIZE_MAX);
    assert_int_equal(slsc_str_find_char(s, 'b'), 2);
    assert_true(slsc_str_find_char((slsc_str) { NULL, 0 }, 'b') == SIZE_MAX);
    assert_true(slsc_str_is(slsc_str_sub(s, 2, 2), "ba"));
    assert_true(slsc_str_is(slsc_str_sub(s, 4, 99), "ab"));
    assert_int_equal(slsc_str_sub(s, 99, 1).len, 0);
    assert_true(slsc_str_is(slsc_str_trim(SLSC_STR(" \t\r\n a b\v\f ")), "a b"));
    assert_int_equal(slsc_str_trim(SLSC_STR("   ")).len, 0);
    assert_int_equal(slsc_str_trim((slsc_str) { NULL, 0 }).len, 0);
}

static void strings_are_copied_and_formatted(void **state)
{
    slsc_arena *arena = *state;
    slsc_str part = slsc_str_sub(SLSC_STR("abcdef"), 1, 3);
    assert_string_equal(slsc_str_cstr(arena, part), "bcd");
    assert_string_equal(slsc_str_copy(arena, (slsc_str) { NULL, 0 }).ptr, "");
    assert_string_equal(slsc_strf(arena, "%.*s-%d", SLSC_FMT(part), 7).ptr, "bcd-7");
    /* Around the size of the first try, and far beyond it. */
    const int widths[] = { 254, 255, 256, 257, 5000 };
    for (size_t i = 0; i < COUNT(widths); i++) {
        slsc_str padded = slsc_strf(arena, "%*d", widths[i], 1);
        assert_int_equal(padded.len, widths[i]);
        assert_int_equal(padded.ptr[padded.len - 1], '1');
        assert_int_equal(padded.ptr[padded.len], 0);
    }
}

static void utf8_is_told_from_other_bytes(void **state)
{
    (void)state;
    const struct {
        slsc_str text;
        size_t valid;
    } rows[] = {
        { SLSC_STR("plain"), 5 },
        { SLSC_STR("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"), 9 },
        { SLSC_STR("a\xc0\xaf"), 1 }, /* overlong / */
        { SLSC_STR("a\xc1\xbf"), 1 },
        { SLSC_STR("\xe0\x9f\xbf"), 0 },     /* overlong U+07FF */
        { SLSC_STR("\xe0\xa0\x80"), 3 },     /* U+0800 */
        { SLSC_STR("\xed\x9f\xbf"), 3 },     /* U+D7FF */
        { SLSC_STR("\xed\xa0\x80"), 0 },     /* U+D800, a surrogate */
        { SLSC_STR("\xee\x80\x80"), 3 },     /* U+E000 */
        { SLSC_STR("\xf0\x8f\xbf\xbf"), 0 }, /* overlong U+FFFF */
        { SLSC_STR("\xf0\x90\x80\x80"), 4 }, /* U+10000 */
        { SLSC_STR("\xf4\x8f\xbf\xbf"), 4 }, /* U+10FFFF */
        { SLSC_STR("\xf4\x90\x80\x80"), 0 }, /* above it */
        { SLSC_STR("\xf5\x80\x80\x80"), 0 },
        { SLSC_STR("ab\x80"), 2 },     /* a second byte alone */
        { SLSC_STR("ab\xe2\x82"), 2 }, /* cut off */
        { SLSC_STR("\xe2\x82z"), 0 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (slsc_str_valid_utf8(rows[i].text) != rows[i].valid) fail_msg("row %zu", i);
    }
}

static void code_points_survive_both_ways(void **state)
{
    (void)state;
    const uint32_t points[] = { 0, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff };
    const size_t sizes[] = { 1, 1, 2, 2, 3, 3, 4, 4 };
    for (size_t i = 0; i < COUNT(points); i++) {
        char bytes[4];
        size_t at = 0, size = slsc_str_encode(points[i], bytes);
        assert_int_equal(size, sizes[i]);
        assert_int_equal(slsc_str_next((slsc_str) { bytes, size }, &at), points[i]);
        assert_int_equal(at, size);
    }
    char euro[4];
    assert_int_equal(slsc_str_encode(0x20ac, euro), 3);
    assert_memory_equal(euro, "\xe2\x82\xac", 3);
}

static void distance_counts_single_changes(void **state)
{
    (void)state;
    const struct {
        const char *a, *b;
        size_t limit, distance;
    } rows[] = {
        { "handler", "handler", 2, 0 },
        { "handler", "hander", 2, 1 },
        { "handler", "handlers", 2, 1 },
        { "handler", "hantler", 2, 1 },
        { "handler", "hanlder", 2, 1 },
        { "timeout", "runtime", 3, 4 },
        { "kitten", "sitting", 9, 3 },
        { "", "abc", 5, 3 },
        { "", "", 0, 0 },
        { "ca", "abc", 5, 3 },
        { "abcd", "badc", 5, 2 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        slsc_str a = slsc_str_z(rows[i].a), b = slsc_str_z(rows[i].b);
        if (slsc_str_distance(a, b, rows[i].limit) != rows[i].distance) fail_msg("row %zu", i);
        if (slsc_str_distance(b, a, rows[i].limit) != rows[i].distance) fail_msg("row %zu", i);
    }
}

static void distance_of_long_words_is_bounded(void **state)
{
    (void)state;
    char all_a[200], all_b[200];
    memset(all_a, 'a', sizeof all_a);
    memset(all_b, 'b', sizeof all_b);
    slsc_str a = { all_a, sizeof all_a }, b = { all_b, sizeof all_b };
    assert_int_equal(slsc_str_distance(a, b, 1000), 1001);
    memset(all_b + 1, 'a', sizeof all_b - 1);
    assert_int_equal(slsc_str_distance(a, b, 2), 1);
}

static void builders_stop_at_their_ceiling(void **state)
{
    slsc_sb sb = slsc_sb_new(*state, 10);
    slsc_sb_addz(&sb, "12345");
    slsc_sb_fill(&sb, '-', 5);
    assert_false(sb.overflow);
    assert_true(slsc_str_is(slsc_sb_str(&sb), "12345-----"));
    slsc_sb_add(&sb, SLSC_STR(""));
    assert_false(sb.overflow);
    slsc_sb_char(&sb, 'x');
    assert_true(sb.overflow);
    assert_true(slsc_str_is(slsc_sb_str(&sb), "12345-----"));

    slsc_sb other = slsc_sb_new(*state, 4);
    slsc_sb_addz(&other, "too long");
    slsc_sb_addz(&other, "fit");
    assert_true(other.overflow);
    assert_int_equal(slsc_sb_str(&other).len, 0);
}

static void builders_grow(void **state)
{
    slsc_sb sb = slsc_sb_new(*state, 0);
    for (int i = 0; i < 1000; i++) slsc_sb_addf(&sb, "%04d,", i);
    slsc_sb_addf(&sb, "%*d", 600, 5);
    slsc_str text = slsc_sb_str(&sb);
    assert_int_equal(text.len, 5600);
    assert_true(slsc_str_starts(text, SLSC_STR("0000,0001,")));
    assert_true(slsc_str_is(slsc_str_sub(text, 4995, 5), "0999,"));
    assert_int_equal(text.ptr[5599], '5');
    slsc_sb_add(&sb, text); /* its own text */
    assert_int_equal(slsc_sb_str(&sb).len, 11200);
    assert_memory_equal(slsc_sb_str(&sb).ptr + 5600, slsc_sb_str(&sb).ptr, 5600);
}

typedef struct taken {
    slsc_sb text;
    size_t parts, largest;
} taken;

static void take_part(void *context, slsc_str part)
{
    taken *t = context;
    slsc_sb_add(&t->text, part);
    t->parts++;
    if (part.len > t->largest) t->largest = part.len;
}

static void builders_pass_their_text_on(void **state)
{
    taken t = { .text = slsc_sb_new(*state, 0) };
    slsc_sb sb = slsc_sb_to(*state, 8, take_part, &t);
    slsc_sb_flush(&sb);
    assert_int_equal(t.parts, 0); /* nothing is no part */
    for (int i = 0; i < 100; i++) slsc_sb_addz(&sb, "abc");
    assert_true(t.largest <= 8);
    slsc_sb_addz(&sb, "longer than a part");
    slsc_sb_flush(&sb);
    slsc_sb_flush(&sb);
    assert_int_equal(t.text.len, 300 + 18);
    assert_memory_equal(t.text.ptr + 297, "abclonger than a part", 21);
    assert_int_equal(t.largest, 18);
}

static void keys_are_one_copy_each(void **state)
{
    slsc_arena *arena = *state;
    slsc_keys *keys = slsc_keys_new(arena);
    char name[] = "handler";
    const slsc_key *key = slsc_keys_intern(keys, SLSC_STR("handler"));
    assert_ptr_equal(slsc_keys_intern(keys, (slsc_str) { name, 7 }), key);
    assert_ptr_not_equal(slsc_keys_intern(keys, SLSC_STR("handle")), key);
    assert_null(slsc_keys_find(keys, SLSC_STR("absent")));
    assert_string_equal(slsc_keys_intern(keys, (slsc_str) { NULL, 0 })->text.ptr, "");
    for (int i = 0; i < 5000; i++) slsc_keys_intern(keys, slsc_strf(arena, "key%d", i));
    assert_ptr_equal(slsc_keys_find(keys, SLSC_STR("handler")), key);
    assert_true(slsc_str_is(slsc_keys_find(keys, SLSC_STR("key4999"))->text, "key4999"));
    assert_null(slsc_keys_find(keys, SLSC_STR("key5000")));
}

static void keys_know_array_indices(void **state)
{
    slsc_keys *keys = slsc_keys_new(*state);
    const slsc_key *largest = slsc_keys_intern(keys, SLSC_STR("4294967294"));
    assert_true(largest->is_index);
    assert_true(largest->index == 4294967294u);
    assert_true(slsc_keys_intern(keys, SLSC_STR("0"))->is_index);
    assert_int_equal(slsc_keys_intern(keys, SLSC_STR("17"))->index, 17);
    const char *others[] = { "", "00", "017", "-1", "1.0", "4294967295", "99999999999", "1a" };
    for (size_t i = 0; i < COUNT(others); i++) {
        if (slsc_keys_intern(keys, slsc_str_z(others[i]))->is_index) fail_msg("%s", others[i]);
    }
}

/* Of the algorithms' own specifications: FIPS 180-4, RFC 1321, RFC 4648. */
static void digests_are_the_published_ones(void **state)
{
    slsc_arena *arena = *state;
    uint8_t out[SLSC_SHA256_SIZE];
    slsc_sha256(SLSC_STR("abc"), out);
    assert_string_equal(slsc_hex(arena, out, SLSC_SHA256_SIZE).ptr,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    slsc_sha1(SLSC_STR("abc"), out);
    assert_string_equal(slsc_hex(arena, out, SLSC_SHA1_SIZE).ptr,
                        "a9993e364706816aba3e25717850c26c9cd0d89d");
    slsc_md5((slsc_str) { NULL, 0 }, out);
    assert_string_equal(slsc_hex(arena, out, SLSC_MD5_SIZE).ptr,
                        "d41d8cd98f00b204e9800998ecf8427e");
    const char *plain[] = { "", "f", "fo", "foo", "foob", "fooba", "foobar" };
    const char *coded[] = { "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy" };
    for (size_t i = 0; i < COUNT(plain); i++) {
        slsc_str text = slsc_base64(arena, (const uint8_t *)plain[i], strlen(plain[i]));
        assert_string_equal(text.ptr, coded[i]);
        assert_int_equal(text.len, strlen(coded[i]));
    }
}

static void hashes_do_not_depend_on_the_pieces(void **state)
{
    slsc_arena *arena = *state;
    /* XXH3's values for no input, of its specification. */
    assert_true(slsc_hash((slsc_str) { NULL, 0 }) == 0x2d06800538d394c2u);
    slsc_hasher *empty = slsc_hasher_new(arena);
    assert_string_equal(slsc_hash_hex(arena, slsc_hasher_end(empty)).ptr,
                        "99aa06d3014798d86001c324468d497f");
    slsc_str text = slsc_strf(arena, "%*d", 3000, 42);
    slsc_hasher *whole = slsc_hasher_new(arena), *parts = slsc_hasher_new(arena);
    slsc_hasher_add(whole, text);
    for (size_t at = 0; at < text.len; at += 7) slsc_hasher_add(parts, slsc_str_sub(text, at, 7));
    slsc_hash128 a = slsc_hasher_end(whole), b = slsc_hasher_end(parts);
    assert_true(a.high == b.high && a.low == b.low);
    b = slsc_hash128_of(text);
    assert_true(a.high == b.high && a.low == b.low);
    slsc_hasher_add(parts, SLSC_STR("x"));
    b = slsc_hasher_end(parts);
    assert_false(a.high == b.high && a.low == b.low);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_compare_by_bytes),
        cmocka_unit_test(strings_are_searched_and_cut),
        cmocka_unit_test(strings_are_copied_and_formatted),
        cmocka_unit_test(utf8_is_told_from_other_bytes),
        cmocka_unit_test(code_points_survive_both_ways),
        cmocka_unit_test(distance_counts_single_changes),
        cmocka_unit_test(distance_of_long_words_is_bounded),
        cmocka_unit_test(builders_stop_at_their_ceiling),
        cmocka_unit_test(builders_grow),
        cmocka_unit_test(builders_pass_their_text_on),
        cmocka_unit_test(keys_are_one_copy_each),
        cmocka_unit_test(keys_know_array_indices),
        cmocka_unit_test(digests_are_the_published_ones),
        cmocka_unit_test(hashes_do_not_depend_on_the_pieces),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
