#error "A pure layer must not include <openssl/evp.h>: put the code behind an interface in an outer layer."
