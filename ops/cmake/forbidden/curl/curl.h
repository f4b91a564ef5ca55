#error "A pure layer must not include <curl/curl.h>: put the code behind an interface in an outer layer."
