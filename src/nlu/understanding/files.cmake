set(understanding_sources)
set(understanding_headers)
