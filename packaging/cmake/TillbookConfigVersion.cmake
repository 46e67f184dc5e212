# Which version is installed: the header knows. Before 1.0 another second number is another interface, after it another
# first number.

set(_tillbook_header "${CMAKE_CURRENT_LIST_DIR}/../../../include/tillbook.h")
file(STRINGS "${_tillbook_header}" _tillbook_version REGEX "^#define TILLBOOK_VERSION \"")
string(REGEX REPLACE "^.*\"(.*)\".*$" "\\1" PACKAGE_VERSION "${_tillbook_version}")

string(REGEX REPLACE "^(0\\.[0-9]+|[1-9][0-9]*).*$" "\\1" _tillbook_has "${PACKAGE_VERSION}")
string(REGEX REPLACE "^(0\\.[0-9]+|[1-9][0-9]*).*$" "\\1" _tillbook_wants "${PACKAGE_FIND_VERSION}")
set(PACKAGE_VERSION_COMPATIBLE FALSE)
if(_tillbook_has STREQUAL _tillbook_wants AND NOT PACKAGE_VERSION VERSION_LESS PACKAGE_FIND_VERSION)
    set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
if(PACKAGE_VERSION STREQUAL PACKAGE_FIND_VERSION)
    set(PACKAGE_VERSION_EXACT TRUE)
endif()
