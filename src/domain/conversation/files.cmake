set(conversation_sources)
set(conversation_headers)
