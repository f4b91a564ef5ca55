# Filled by its part of the layer.
set(search_sources)
set(search_headers)
