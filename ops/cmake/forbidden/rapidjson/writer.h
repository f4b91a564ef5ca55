#error "A pure layer must not include <rapidjson/writer.h>: put the code behind an interface in an outer layer."
