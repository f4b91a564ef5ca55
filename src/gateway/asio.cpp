// Boost.Asio and Boost.Beast, compiled once for the whole layer.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
