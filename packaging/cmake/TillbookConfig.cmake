# find_package(Tillbook) gives two targets: Tillbook::tillbook, the shared library, and Tillbook::tillbook_static.
#
# It lies in PREFIX/share/cmake/Tillbook and finds the rest from there, so that the whole tree may be moved.

get_filename_component(_tillbook_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(_tillbook_folders lib lib64)
if(CMAKE_LIBRARY_ARCHITECTURE)
    list(PREPEND _tillbook_folders "lib/${CMAKE_LIBRARY_ARCHITECTURE}")
endif()

# Looks below the prefix for a file, and fails where there is none.
macro(_tillbook_find variable name)
    set(${variable} "${variable}-NOTFOUND")
    foreach(_tillbook_folder ${ARGN})
        if(NOT ${variable} AND EXISTS "${_tillbook_prefix}/${_tillbook_folder}/${name}")
            set(${variable} "${_tillbook_prefix}/${_tillbook_folder}/${name}")
        endif()
    endforeach()
    if(NOT ${variable})
        set(Tillbook_FOUND FALSE)
        set(Tillbook_NOT_FOUND_MESSAGE "${name} is not below ${_tillbook_prefix}; install Tillbook again")
        return()
    endif()
endmacro()

_tillbook_find(_tillbook_header tillbook.h include)
_tillbook_find(_tillbook_shared "libtillbook${CMAKE_SHARED_LIBRARY_SUFFIX}" ${_tillbook_folders})
_tillbook_find(_tillbook_archive libtillbook.a ${_tillbook_folders})
_tillbook_find(_tillbook_pc pkgconfig/tillbook.pc ${_tillbook_folders})
get_filename_component(_tillbook_include "${_tillbook_header}" DIRECTORY)

# What the static library needs of the system is said once, for pkg-config.
file(STRINGS "${_tillbook_pc}" _tillbook_system REGEX "^Libs.private:")
string(REGEX REPLACE "^Libs.private: *" "" _tillbook_system "${_tillbook_system}")
separate_arguments(_tillbook_system UNIX_COMMAND "${_tillbook_system}")

if(NOT TARGET Tillbook::tillbook)
    add_library(Tillbook::tillbook SHARED IMPORTED)
    set_target_properties(Tillbook::tillbook PROPERTIES
        IMPORTED_LOCATION "${_tillbook_shared}"
        INTERFACE_INCLUDE_DIRECTORIES "${_tillbook_include}")
    add_library(Tillbook::tillbook_static STATIC IMPORTED)
    set_target_properties(Tillbook::tillbook_static PROPERTIES
        IMPORTED_LOCATION "${_tillbook_archive}"
        INTERFACE_INCLUDE_DIRECTORIES "${_tillbook_include}"
        INTERFACE_LINK_LIBRARIES "${_tillbook_system}")
endif()
