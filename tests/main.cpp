#define BOOST_TEST_MODULE octospira
#include <boost/test/unit_test.hpp>
