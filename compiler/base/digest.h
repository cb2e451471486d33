/* digest.h: SHA-256 and friends by nettle, and base64. The door to nettle's headers. */
#ifndef SLSC_BASE_DIGEST_H
#define SLSC_BASE_DIGEST_H

#include "base/str.h"

enum { SLSC_SHA256_SIZE = 32, SLSC_SHA1_SIZE = 20, SLSC_MD5_SIZE = 16 };

void slsc_sha256(slsc_str bytes, uint8_t out[SLSC_SHA256_SIZE]);
/* Of n pieces, one behind the other. */
void slsc_sha256_pieces(const slsc_str *pieces, size_t n, uint8_t out[SLSC_SHA256_SIZE]);
void slsc_sha1(slsc_str bytes, uint8_t out[SLSC_SHA1_SIZE]);
void slsc_md5(slsc_str bytes,
              uint8_t out[SLSC_MD5_SIZE]); /* only where the reference names by it */

slsc_str slsc_base64(slsc_arena *arena, const uint8_t *bytes, size_t len); /* standard, padded */
slsc_str slsc_hex(slsc_arena *arena, const uint8_t *bytes, size_t len);    /* lower case */

#endif
