#error "A pure layer must not include <caf/all.hpp>: put the code behind an interface in an outer layer."
