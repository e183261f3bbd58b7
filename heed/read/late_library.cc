#include "heed/read/late_library.h"

#include <dlfcn.h>

#include <string>

#include "heed/base/error.h"

namespace heed::read {

void* LateLibrary::address(const char* name) const {
  void* const library = ::dlopen(file_, RTLD_NOW | RTLD_LOCAL);  // stays loaded
  void* const found = library == nullptr ? nullptr : ::dlsym(library, name);
  if (found != nullptr) return found;
  const char* why = ::dlerror();
  throw Error(Failure::not_found,
              std::string("a library can't be loaded: ") + (why == nullptr ? name : why), file_,
              std::string("install it (Debian: apt-get install ") + package_ + ")");
}

}  // namespace heed::read
