set(conversation_sources)
set(conversation_headers orkesta/domain/conversation/messages.hpp orkesta/domain/effects.hpp)
