set(text_sources text/text.cpp text/shorthand.cpp text/numbers.cpp)
set(text_headers orkesta/nlu/text.hpp orkesta/nlu/numbers.hpp)
