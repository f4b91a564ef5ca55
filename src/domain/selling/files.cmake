set(selling_sources)
set(selling_headers)
