#error "A pure layer must not include <sqlite3.h>: put the code behind an interface in an outer layer."
