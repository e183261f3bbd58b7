# find_package(heed) → heed::engine. Its own needs are Debian's packages libdnnl-dev, libicu-dev,
# nlohmann-json3-dev and libfmt-dev.
include(CMakeFindDependencyMacro)
find_dependency(Threads)
find_dependency(nlohmann_json)
find_dependency(fmt)
find_dependency(ICU COMPONENTS uc)
include(${CMAKE_CURRENT_LIST_DIR}/heedTargets.cmake)
