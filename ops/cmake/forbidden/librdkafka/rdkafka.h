#error "A pure layer must not include <librdkafka/rdkafka.h>: put the code behind an interface in an outer layer."
