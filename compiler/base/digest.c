/* The door to nettle: digests of whole byte strings, and the two spellings they are written in. */
#include "base/digest.h"

#include <nettle/base64.h>
#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <nettle/version.h>

/* From nettle 4 on a digest always has its full length, and is not asked for it. */
#if NETTLE_VERSION_MAJOR >= 4
#define DIGEST(algorithm, context, size, out) algorithm##_digest((context), (out))
#else
#define DIGEST(algorithm, context, size, out) algorithm##_digest((context), (size), (out))
#endif

static const uint8_t *bytes_of(slsc_str text)
{
    return (const uint8_t *)(text.ptr == NULL ? "" : text.ptr);
}

void slsc_sha256_pieces(const slsc_str *pieces, size_t n, uint8_t out[SLSC_SHA256_SIZE])
{
    struct sha256_ctx context;
    sha256_init(&context);
    for (size_t i = 0; i < n; i++) sha256_update(&context, pieces[i].len, bytes_of(pieces[i]));
    DIGEST(sha256, &context, SLSC_SHA256_SIZE, out);
}

void slsc_sha256(slsc_str bytes, uint8_t out[SLSC_SHA256_SIZE])
{
    slsc_sha256_pieces(&bytes, 1, out);
}

void slsc_sha1(slsc_str bytes, uint8_t out[SLSC_SHA1_SIZE])
{
    struct sha1_ctx context;
    sha1_init(&context);
    sha1_update(&context, bytes.len, bytes_of(bytes));
    DIGEST(sha1, &context, SLSC_SHA1_SIZE, out);
}

void slsc_md5(slsc_str bytes, uint8_t out[SLSC_MD5_SIZE])
{
    struct md5_ctx context;
    md5_init(&context);
    md5_update(&context, bytes.len, bytes_of(bytes));
    DIGEST(md5, &context, SLSC_MD5_SIZE, out);
}

slsc_str slsc_base64(slsc_arena *arena, const uint8_t *bytes, size_t len)
{
    size_t size = BASE64_ENCODE_RAW_LENGTH(len);
    char *text = slsc_arena_alloc(arena, size + 1, 1);
    if (len > 0) base64_encode_raw(text, len, bytes);
    return (slsc_str) { text, size };
}

slsc_str slsc_hex(slsc_arena *arena, const uint8_t *bytes, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    char *text = slsc_arena_alloc(arena, len * 2 + 1, 1);
    for (size_t i = 0; i < len; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
    return (slsc_str) { text, len * 2 };
}
