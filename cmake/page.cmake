# The page: web/ built once with npm, its files embedded in the program as one generated source.
# Without npm the program is whole but for the page: the API works and says what is missing.

set(HEED_PAGE_SOURCE ${CMAKE_BINARY_DIR}/generated/heed/server/page_assets.cc)
find_program(NPM npm)
find_program(NODE NAMES node nodejs)

if(NOT NPM OR NOT NODE)
  message(WARNING "npm is missing, so heed serve will have no page: apt-get install nodejs npm")
  file(WRITE ${HEED_PAGE_SOURCE}.new
       "#include \"heed/server/assets.h\"\n\nnamespace heed::server {\n"
       "const Assets& page_assets() {\n"
       "  static const Assets apology = {{\"/\", {\"text/plain; charset=utf-8\",\n"
       "      \"heed was built without its page. Install nodejs and npm and build it again; \"\n"
       "      \"until then: heed today, and the API at /api/openapi.json.\\n\"}}};\n"
       "  return apology;\n}\n"
       "}  // namespace heed::server\n")
  file(COPY_FILE ${HEED_PAGE_SOURCE}.new ${HEED_PAGE_SOURCE} ONLY_IF_DIFFERENT)
else()
  set(web ${CMAKE_SOURCE_DIR}/web)
  file(GLOB_RECURSE page_files CONFIGURE_DEPENDS ${web}/src/* ${web}/public/*)
  list(APPEND page_files ${web}/index.html ${web}/tsconfig.json ${web}/vite.config.ts ${web}/embed.mjs)
  # npm works in the build tree, on copies, so that nothing is written among the sources.
  add_custom_command(
    OUTPUT ${CMAKE_BINARY_DIR}/web/installed
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/web
    COMMAND ${CMAKE_COMMAND} -E copy ${web}/package.json ${web}/package-lock.json
            ${CMAKE_BINARY_DIR}/web
    COMMAND ${CMAKE_COMMAND} -E chdir ${CMAKE_BINARY_DIR}/web
            ${NPM} ci --no-audit --no-fund --loglevel=error
    COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/web/installed
    DEPENDS ${web}/package.json ${web}/package-lock.json
    COMMENT "Getting the page's libraries with npm"
    VERBATIM)
  add_custom_command(
    OUTPUT ${HEED_PAGE_SOURCE}
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${CMAKE_BINARY_DIR}/web/src
    COMMAND ${CMAKE_COMMAND} -E copy_directory ${web}/src ${CMAKE_BINARY_DIR}/web/src
    COMMAND ${CMAKE_COMMAND} -E copy_directory ${web}/public ${CMAKE_BINARY_DIR}/web/public
    COMMAND ${CMAKE_COMMAND} -E copy ${web}/index.html ${web}/tsconfig.json ${web}/vite.config.ts
            ${CMAKE_BINARY_DIR}/web
    COMMAND ${CMAKE_COMMAND} -E chdir ${CMAKE_BINARY_DIR}/web ${NPM} run --silent build
    COMMAND ${NODE} ${web}/embed.mjs ${CMAKE_BINARY_DIR}/web/dist ${HEED_PAGE_SOURCE}
    DEPENDS ${page_files} ${CMAKE_BINARY_DIR}/web/installed
    COMMENT "Building the page"
    VERBATIM)
endif()
