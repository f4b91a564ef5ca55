#pragma once

/// OpenSSL's handles, freed by whoever holds them.

#include <openssl/evp.h>

#include <memory>

namespace orkesta::codec {

template <auto free>
struct FreedBy {
  template <class T>
  void operator()(T* handle) const {
    free(handle);
  }
};

using DigestContext = std::unique_ptr<EVP_MD_CTX, FreedBy<EVP_MD_CTX_free>>;
using MacMethod = std::unique_ptr<EVP_MAC, FreedBy<EVP_MAC_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, FreedBy<EVP_MAC_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreedBy<EVP_CIPHER_CTX_free>>;

}  // namespace orkesta::codec
